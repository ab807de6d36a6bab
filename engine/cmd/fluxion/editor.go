package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/peterh/liner"
)

// An editor reads lines from the terminal and remembers them from one session
// to the next.
type editor struct {
	*liner.State
	history string // file
}

// newEditor returns an editor, also if the history could not be read.
func newEditor(complete liner.WordCompleter) (*editor, error) {
	e := &editor{State: liner.NewLiner()}
	e.SetCtrlCAborts(true)
	e.SetMultiLineMode(true)
	e.SetTabCompletionStyle(liner.TabPrints)
	e.SetWordCompleter(complete)
	var err error
	if e.history, err = historyFile(); err != nil {
		return e, err
	}
	file, err := os.Open(e.history)
	if errors.Is(err, fs.ErrNotExist) {
		return e, nil
	}
	if err != nil {
		return e, err
	}
	defer file.Close()
	_, err = e.ReadHistory(file)
	return e, err
}

// Prompt implements [lineReader].
func (e *editor) Prompt(prompt string) (string, error) {
	line, err := e.State.Prompt(prompt)
	if errors.Is(err, liner.ErrPromptAborted) {
		return "", errInterrupted
	}
	if err == nil && line != "" {
		e.AppendHistory(line)
	}
	return line, err
}

// Close gives the terminal back and saves the history.
func (e *editor) Close() error {
	err := e.saveHistory()
	if closed := e.State.Close(); err == nil {
		err = closed
	}
	return err
}

func (e *editor) saveHistory() error {
	if e.history == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(e.history), 0o700); err != nil {
		return err
	}
	file, err := os.OpenFile(e.history, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err := e.WriteHistory(file); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}

// historyFile returns where the history is kept: in the user's folder for state,
// as the XDG Base Directory Specification has it.
func historyFile() (string, error) {
	state := os.Getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(state) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		state = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(state, "fluxion", "history"), nil
}

// interactive reports whether somebody types at a terminal.
func interactive() bool {
	_, err := liner.TerminalMode() // of standard input
	out, failed := os.Stdout.Stat()
	return err == nil && liner.TerminalSupported() && failed == nil && out.Mode()&os.ModeCharDevice != 0
}
