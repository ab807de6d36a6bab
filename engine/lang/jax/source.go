package jax

import "embed"

//go:embed python/*.py
var sources embed.FS

// source returns the text of a file of the folder python.
func source(file string) string {
	text, err := sources.ReadFile("python/" + file)
	if err != nil {
		panic(err)
	}
	return string(text)
}
