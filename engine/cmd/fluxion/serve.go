package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// defaultAddr is the address tried first when none is given: a fixed port,
// so that a bookmark survives a restart.
const defaultAddr = "127.0.0.1:8080"

type serveCommand struct {
	Dir  string `arg:"" help:"Folder with the site." type:"existingdir"`
	Addr string `help:"Address to listen on (default ${default_addr}, or a free port where that one is taken)." placeholder:"HOST:PORT"`
}

// Run serves the folder until the process is interrupted.
func (c *serveCommand) Run(stdout io.Writer) error {
	root, err := os.OpenRoot(c.Dir)
	if err != nil {
		return err
	}
	defer root.Close()
	listener, err := listen(c.Addr)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	fmt.Fprintf(stdout, "Fluxion is at http://%s/ (Ctrl-C ends it)\n", listener.Addr())
	return serve(ctx, listener, siteHandler(root.FS()))
}

// listen opens addr; an empty addr means defaultAddr or, where that is taken,
// a port that the system picks.
func listen(addr string) (net.Listener, error) {
	if addr != "" {
		return net.Listen("tcp", addr)
	}
	listener, err := net.Listen("tcp", defaultAddr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	return listener, err
}

// serve answers requests until ctx ends, then lets the ones in flight finish.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	return server.Shutdown(grace)
}

// mimeTypes are fixed here because the system's table differs from machine to
// machine, and browsers insist on these: streaming compilation needs
// application/wasm, modules need a JavaScript type.
var mimeTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".map":         "application/json",
	".mjs":         "text/javascript; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
}

// isolation keeps pages apart from those of other origins, so that browsers let
// them share memory between threads. Other sites may still embed the files.
var isolation = []struct{ name, value string }{
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Embedder-Policy", "require-corp"},
	{"Cross-Origin-Resource-Policy", "cross-origin"},
}

// encodings are the precompressed forms that may lie beside a file, the
// smallest first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// siteHandler serves site with the right types and, where the client accepts
// it, the precompressed form of a file. Every answer is revalidated, so a
// rebuilt site shows at once; files whose names carry a content hash are kept.
func siteHandler(site fs.FS) http.Handler {
	plain := http.FileServerFS(site)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		if name == "" || strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		header := w.Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Cache-Control", cachePolicy(name))
		for _, h := range isolation {
			header.Set(h.name, h.value)
		}
		if kind, ok := mimeTypes[path.Ext(name)]; ok {
			header.Set("Content-Type", kind)
		}
		header.Add("Vary", "Accept-Encoding")
		if !servePrecompressed(w, r, site, name) {
			plain.ServeHTTP(w, r)
		}
	})
}

// cachePolicy lets browsers keep what the build named by its content.
func cachePolicy(name string) string {
	if strings.HasPrefix(name, "assets/") {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
}

// servePrecompressed answers with a compressed form of the named file and
// reports whether there was one that the client accepts. A range is always
// answered from the plain file.
func servePrecompressed(w http.ResponseWriter, r *http.Request, site fs.FS, name string) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead || r.Header.Get("Range") != "" {
		return false
	}
	if info, err := fs.Stat(site, name); err != nil || info.IsDir() {
		return false
	}
	accepted := strings.Join(r.Header.Values("Accept-Encoding"), ",")
	for _, encoding := range encodings {
		if !accepts(accepted, encoding.name) {
			continue
		}
		if _, err := fs.Stat(site, name+encoding.suffix); err != nil {
			continue
		}
		w.Header().Set("Content-Encoding", encoding.name)
		http.ServeFileFS(w, r, site, name+encoding.suffix)
		return true
	}
	return false
}

// accepts reports whether an Accept-Encoding list admits the encoding, that
// is, names it with a quality above zero (RFC 9110, section 12.5.3).
func accepts(list, encoding string) bool {
	for item := range strings.SplitSeq(list, ",") {
		name, parameters, _ := strings.Cut(item, ";")
		if !strings.EqualFold(strings.TrimSpace(name), encoding) {
			continue
		}
		quality, found := strings.CutPrefix(strings.TrimSpace(parameters), "q=")
		if !found {
			return true
		}
		q, err := strconv.ParseFloat(quality, 64)
		return err == nil && q > 0
	}
	return false
}
