package jnp

import (
	"embed"
	"strings"
)

//go:embed python/*.py
var sources embed.FS

// source returns the text of files of the folder python, one after another.
func source(files ...string) string {
	var b strings.Builder
	for _, f := range files {
		text, err := sources.ReadFile("python/" + f)
		if err != nil {
			panic(err)
		}
		b.Write(text)
	}
	return b.String()
}

// SharedSource is the Python code that numpy and jax.numpy have in common.
var SharedSource = source("numpy.py")
