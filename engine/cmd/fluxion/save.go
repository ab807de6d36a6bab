package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// save writes a file. One that exists is replaced only when the new text is
// safely on the disk.
func save(name string, text []byte) error {
	target, err := filepath.EvalSymlinks(name)
	if errors.Is(err, fs.ErrNotExist) {
		return os.WriteFile(name, text, 0o666)
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(target)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() { // such as /dev/stdout
		return os.WriteFile(name, text, 0o666)
	}
	draft, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target)+".*")
	if err != nil {
		return err
	}
	_, err = draft.Write(text)
	err = errors.Join(err, draft.Chmod(info.Mode().Perm()), draft.Sync(), draft.Close())
	if err == nil {
		err = os.Rename(draft.Name(), target)
	}
	if err != nil {
		os.Remove(draft.Name())
	}
	return err
}
