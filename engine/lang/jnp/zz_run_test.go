package jnp_test

import (
	"context"
	"os"
	"testing"

	"fluxion/engine/lang"
	"fluxion/engine/lang/jax"
	"fluxion/engine/lang/jnp"
)

func TestZZRun(t *testing.T) {
	f := os.Getenv("PROG")
	if f == "" {
		t.SkipNow()
	}
	src, _ := os.ReadFile(f)
	s := lang.NewSession(lang.Options{Stdout: os.Stdout, Modules: append(jnp.Modules, jax.Modules...), Translate: jax.Translate})
	if _, e := s.Run(context.Background(), string(src), f); e != nil {
		os.Stdout.WriteString(s.Format(e))
	}
}
