package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// site writes a small site with a neighbour outside it and returns its folder.
func site(t *testing.T) string {
	t.Helper()
	top := t.TempDir()
	for name, content := range map[string]string{
		"secret.txt":                "secret",
		"site/index.html":           "<p>page</p>",
		"site/sub/index.html":       "<p>sub</p>",
		"site/assets/a.wasm":        "plain",
		"site/assets/a.wasm.br":     "brotli",
		"site/assets/a.wasm.gz":     "gzip",
		"site/assets/module.js":     "export {}",
		"site/unknown.extension":    "?",
		"site/assets/picture.svg":   "<svg/>",
		"site/assets/only.css.br":   "no plain file",
		"site/manifest.webmanifest": "{}",
	} {
		path := filepath.Join(top, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(top, "secret.txt"), filepath.Join(top, "site/link.txt")); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(top, "site")
}

func siteServer(t *testing.T) *httptest.Server {
	root, err := os.OpenRoot(site(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	server := httptest.NewServer(siteHandler(root.FS()))
	t.Cleanup(server.Close)
	return server
}

func TestServe(t *testing.T) {
	server := siteServer(t)
	client := http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	for _, test := range []struct {
		path, accept, etc           string
		status                      int
		body, contentType, encoding string
	}{
		{path: "/", status: 200, body: "<p>page</p>", contentType: "text/html; charset=utf-8"},
		{path: "/sub/", status: 200, body: "<p>sub</p>", contentType: "text/html; charset=utf-8"},
		{path: "/sub", status: 200, body: "<p>sub</p>", contentType: "text/html; charset=utf-8"},
		{path: "/assets/a.wasm", status: 200, body: "plain", contentType: "application/wasm"},
		{path: "/assets/a.wasm", accept: "gzip, br", status: 200, body: "brotli", contentType: "application/wasm", encoding: "br"},
		{path: "/assets/a.wasm", accept: "gzip, deflate", status: 200, body: "gzip", contentType: "application/wasm", encoding: "gzip"},
		{path: "/assets/a.wasm", accept: "br;q=0, GZIP;q=0.5", status: 200, body: "gzip", contentType: "application/wasm", encoding: "gzip"},
		{path: "/assets/a.wasm", accept: "brx", status: 200, body: "plain", contentType: "application/wasm"},
		{path: "/assets/module.js", accept: "br", status: 200, body: "export {}", contentType: "text/javascript; charset=utf-8"},
		{path: "/assets/picture.svg", accept: "br", status: 200, body: "<svg/>", contentType: "image/svg+xml"},
		{path: "/manifest.webmanifest", status: 200, body: "{}", contentType: "application/manifest+json"},
		{path: "/assets/only.css", accept: "br", status: 404},
		{path: "/missing", status: 404},
		{path: "/../secret.txt", status: 404},
		{path: "/%2e%2e/secret.txt", status: 404},
		{path: "/..%2fsecret.txt", status: 404},
		{path: "/link.txt", status: 500},
	} {
		t.Run(test.path+" "+test.accept, func(t *testing.T) {
			request, err := http.NewRequest("GET", server.URL+test.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if test.accept != "" {
				request.Header.Set("Accept-Encoding", test.accept)
			}
			response, err := client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			body, err := io.ReadAll(response.Body)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(body), "secret") {
				t.Errorf("served a file outside the folder")
			}
			if response.StatusCode != test.status {
				t.Fatalf("got status %d, want %d", response.StatusCode, test.status)
			}
			if test.status != 200 {
				return
			}
			if string(body) != test.body {
				t.Errorf("got body %q, want %q", body, test.body)
			}
			header := response.Header
			if header.Get("Content-Type") != test.contentType || header.Get("Content-Encoding") != test.encoding {
				t.Errorf("got type %q, encoding %q; want %q, %q",
					header.Get("Content-Type"), header.Get("Content-Encoding"), test.contentType, test.encoding)
			}
			if got := header.Get("Cross-Origin-Opener-Policy") + " " + header.Get("Cross-Origin-Embedder-Policy"); got != "same-origin require-corp" {
				t.Errorf("the page is not isolated: %q", got)
			}
			if header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("got Vary %q", header.Get("Vary"))
			}
		})
	}
}

// TestServeRevalidates sees that a second visit transfers nothing.
func TestServeRevalidates(t *testing.T) {
	server := siteServer(t)
	first, err := http.Get(server.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	first.Body.Close()
	request, err := http.NewRequest("GET", server.URL+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("If-Modified-Since", first.Header.Get("Last-Modified"))
	second, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	second.Body.Close()
	if second.StatusCode != http.StatusNotModified || first.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("got status %d and Cache-Control %q", second.StatusCode, first.Header.Get("Cache-Control"))
	}
}

// TestListen takes the default port first, then finds another.
func TestListen(t *testing.T) {
	holder, err := net.Listen("tcp", defaultAddr)
	if err == nil {
		defer holder.Close()
	} // else some other program holds it, which serves as well
	listener, err := listen("")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	address := listener.Addr().(*net.TCPAddr)
	if !address.IP.IsLoopback() || address.String() == defaultAddr {
		t.Errorf("listens on %v", address)
	}
	if _, err := listen(address.String()); err == nil {
		t.Errorf("took %v, which was asked for by name, twice", address)
	}
}

func TestServeEndsGracefully(t *testing.T) {
	listener, err := listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	started := make(chan bool)
	ended := make(chan error)
	go func() {
		ended <- serve(ctx, listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(started)
			<-ctx.Done()
			io.WriteString(w, "finished")
		}))
	}()
	go func() {
		<-started
		cancel()
	}()
	response, err := http.Get("http://" + listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, err := io.ReadAll(response.Body); string(body) != "finished" {
		t.Errorf("got %q, %v", body, err)
	}
	if err := <-ended; err != nil {
		t.Errorf("serve: %v", err)
	}
}
