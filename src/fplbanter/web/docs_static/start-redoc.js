// ReDoc starts from here: the page itself holds no script.
window.Redoc.init(
  "/openapi.json",
  { disableSearch: false, hideDownloadButton: false, nativeScrollbars: true },
  document.getElementById("redoc"),
);
