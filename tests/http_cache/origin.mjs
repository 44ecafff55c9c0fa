// The suite's own origin server, on loopback only and at any free port, which it tells.
import http from 'node:http'
import handleConfig from 'http-cache-tests/server/handle-config.mjs'
import handleState from 'http-cache-tests/server/handle-state.mjs'
import handleTest from 'http-cache-tests/server/handle-test.mjs'

const handlers = { config: handleConfig, state: handleState, test: handleTest }

const server = http.createServer((request, response) => {
  const [, kind, ...path] = new URL(request.url, 'http://localhost').pathname.split('/')
  const handler = handlers[kind]
  if (handler) return handler(path, request, response)
  response.writeHead(404).end()
})
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`)
})
