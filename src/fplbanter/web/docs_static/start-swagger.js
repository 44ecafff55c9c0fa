// Swagger UI starts from here: the page itself holds no script.
window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  // Without this it would have another host check the schema.
  validatorUrl: null,
  presets: [
    window.SwaggerUIBundle.presets.apis,
    window.SwaggerUIBundle.SwaggerUIStandalonePreset,
  ],
});
