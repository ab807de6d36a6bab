package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSave(t *testing.T) {
	folder := t.TempDir()
	file, link := filepath.Join(folder, "file"), filepath.Join(folder, "link")
	check := func(what, want string) {
		t.Helper()
		if text, err := os.ReadFile(file); err != nil || string(text) != want {
			t.Errorf("%s: got %q, %v", what, text, err)
		}
	}
	if err := save(file, []byte("new")); err != nil {
		t.Fatal(err)
	}
	check("a new file", "new")
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if err := save(link, []byte("through a link")); err != nil {
		t.Fatal(err)
	}
	check("through a link", "through a link")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the permissions are %v, %v", info.Mode(), err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 2 {
		t.Errorf("left in the folder: %v, %v", entries, err)
	}
	if err := save(filepath.Join(folder, "missing", "file"), nil); err == nil {
		t.Error("writes into a folder that does not exist")
	}
}
