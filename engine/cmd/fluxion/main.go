// Command fluxion runs JAX programs, computes derivatives, draws plots and
// serves the playground.
//
//	fluxion run program.py
//	fluxion repl
//	fluxion notebook tutorial.ipynb -o executed.ipynb
//	fluxion derive "tanh(x)" --at 0.5,2 --order 4
//	fluxion derive "x*y + sin(x)" --at 1,2 --at 0,3
//	fluxion explain "tanh(x)*exp(-x^2)" --order 1
//	fluxion explain program.py --function step
//	fluxion plot "x^3 + 2x^2" --range -3:3 -o out.svg
//	fluxion plot "f(x, y) = sin x cos y" --yrange 0:2 -o out.svg
//	fluxion serve dist
//
// It ends with status 0, with 1 after an error in the given function or in
// the work, with 2 after a wrong use of the command line, with 130 when Ctrl-C
// has ended a program, and with what a program gives to sys.exit.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	_ "fluxion/engine/simd"
	"fluxion/plots/scene"
)

type commandLine struct {
	Run      runCommand      `cmd:"" help:"Run a Python program that uses JAX."`
	REPL     replCommand     `cmd:"" name:"repl" help:"Type Python and see what it gives, line by line."`
	Notebook notebookCommand `cmd:"" help:"Execute a Jupyter notebook."`
	Derive   deriveCommand   `cmd:"" help:"Print the value and the derivatives of a function at given points."`
	Explain  explainCommand  `cmd:"" help:"Show the code that a function and its derivatives become, or those that a program calls."`
	Plot     plotCommand     `cmd:"" help:"Draw a function with its derivatives, or one of two variables as a heat map, as an SVG picture."`
	Support  supportCommand  `cmd:"" help:"Print what of Python and JAX there is."`
	Serve    serveCommand    `cmd:"" help:"Serve a folder, such as the built playground, to browsers on this machine."`
}

// The exit statuses.
const (
	statusOK = iota
	statusError
	statusUsage
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// standardError is the stream of errors, told apart from standard output by
// its type where kong hands both to a command.
type standardError struct{ io.Writer }

// exited carries the status that kong asks to exit with (after --help) up to
// run.
type exited int

// run carries out one command line and returns the exit status.
func run(args []string, stdout, stderr io.Writer) (status int) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case exited:
			status = int(r)
		default:
			panic(r)
		}
	}()
	var line commandLine
	parser, err := kong.New(&line,
		kong.Name("fluxion"),
		kong.Description("Automatic differentiation on the command line."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { panic(exited(code)) }),
		kong.Vars{"default_addr": defaultAddr, "max_order": strconv.Itoa(scene.MaxOrder)},
		kong.WithHyphenPrefixedParameters(true),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(stdout, (*io.Writer)(nil)),
		kong.Bind(standardError{stderr}),
	)
	if err != nil {
		panic(err) // BUG: the struct tags above are wrong
	}
	context, err := parser.Parse(separateExpression(parser.Model, args))
	if err != nil {
		fmt.Fprintf(stderr, "fluxion: %v\nTry \"fluxion --help\".\n", err)
		return statusUsage
	}
	if err := context.Run(); err != nil {
		if e, ok := errors.AsType[ended](err); ok {
			return e.status
		}
		fmt.Fprintf(stderr, "fluxion: %v\n", err)
		return statusError
	}
	return statusOK
}

// separateExpression moves an expression such as "-x^2" behind a "--", where
// it cannot be taken for flags: a single hyphen starts a short flag only if
// the flag exists.
func separateExpression(model *kong.Application, args []string) []string {
	short, valued := map[string]bool{}, map[string]bool{}
	for _, node := range append(model.Leaves(false), model.Node) {
		for _, flag := range node.Flags {
			if flag.Short != 0 {
				short["-"+string(flag.Short)] = true
				valued["-"+string(flag.Short)] = !flag.IsBool()
			}
			valued["--"+flag.Name] = !flag.IsBool()
		}
	}
	var kept, expressions []string
	for i, arg := range args {
		switch {
		case arg == "--":
			return append(append(kept, args[i:]...), expressions...)
		case strings.HasPrefix(arg, "-") && !strings.HasPrefix(arg, "--") && !short[arg] && (i == 0 || !valued[args[i-1]]):
			expressions = append(expressions, arg)
		default:
			kept = append(kept, arg)
		}
	}
	if expressions == nil {
		return args
	}
	return append(append(kept, "--"), expressions...)
}
