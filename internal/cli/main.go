// Package cli is the command line: it reads files, arguments and preferences,
// hands values to the engine and its reports, and turns what comes back into
// streams and an exit code. It computes nothing itself.
package cli

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/talimat/talimat-plan/internal/crew"
)

// Streams are the standard streams of the program: results go to Out,
// everything else to Err.
type Streams struct {
	In       io.Reader // standard input
	Out, Err io.Writer // standard output and standard error
}

// The exit codes; exitCodes documents them.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
	exitDenied  = 3
	exitWarned  = 4
	exitChanged = 5
)

// exitCodes is the table shown in the help of every command.
func exitCodes() [][2]string {
	return [][2]string{
		{"0", "fine"},
		{"1", "the tool failed, or a file or stream did"},
		{"2", "bad usage or an invalid scenario"},
		{"3", "check: a limit that denies is broken; track: off by more than --tolerance"},
		{"4", "check --fail-on warn: nothing is denied, but something warned"},
		{"5", "diff --detailed-exitcode: something changed"},
	}
}

// program is one run: the streams, the environment and the global options.
type program struct {
	in       io.Reader
	out      *stream
	err      *stream
	getenv   func(string) string
	terminal terminal
	global   globalOptions
	inputs   inputs  // files that were read
	scratch  scratch // temporary files of outputs
}

// usageError is a mistake in how the program was called.
type usageError struct {
	message string
	more    string // lines below it
}

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return &usageError{message: fmt.Sprintf(format, args...)}
}

// invalidError is a fault in what the user keeps in a file or the environment.
type invalidError struct{ message string }

func (e *invalidError) Error() string { return e.message }

func invalidf(format string, args ...any) error { return &invalidError{fmt.Sprintf(format, args...)} }

// shown is the error of a command that has told the user everything already.
type shown struct{ code int }

func (s shown) Error() string { return fmt.Sprintf("exit code %d", s.code) }

// Main runs the program with its arguments, without the name of the program,
// and returns its exit code. It reads the environment through getenv only.
func Main(args []string, s Streams, getenv func(string) string) (code int) {
	p := &program{in: s.In, out: &stream{w: s.Out}, err: &stream{w: s.Err}, getenv: getenv, terminal: systemTerminal{}}
	defer func() {
		if fault := recover(); fault != nil {
			code = p.crashed(fault)
		}
	}()
	survivePipes()
	defer p.scratch.ending()()
	started := false
	root := newRootFor(args, p, func() { started = true })
	root.SetArgs(args)
	command, err := root.ExecuteC()
	var usage *usageError
	var done shown
	switch failure := p.out.failure(); {
	case errors.Is(failure, syscall.EPIPE) && errors.As(err, &done): // a verdict stays one
	case failure != nil:
		err = failure
	case err != nil && !started && !errors.As(err, &usage):
		message, more, _ := strings.Cut(err.Error(), "\n") // cobra refused the arguments
		err = &usageError{message, more}
	}
	if command.Name() == "help" {
		command = root
	}
	return p.finish(command.CommandPath(), err)
}

// finish shows the error, if there is something to show, and returns the exit code.
func (p *program) finish(command string, err error) int {
	var usage *usageError
	var invalid *invalidError
	var done shown
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE): // whoever read our output has seen enough
		return exitOK
	case errors.As(err, &done):
		return done.code
	case errors.As(err, &usage):
		p.complainOfAll(err)
		if usage.more != "" {
			fmt.Fprintln(p.err, printableLines(usage.more))
		}
		fmt.Fprintf(p.err, "Run \"%s --help\" for help.\n", command)
		return exitUsage
	case errors.As(err, &invalid):
		p.complainOfAll(err)
		return exitUsage
	default:
		p.complainOfAll(err)
		return exitFailure
	}
}

// crashed tells the user about a bug of ours.
func (p *program) crashed(fault any) int {
	p.complain("internal error", fmt.Sprint(fault)+"; please report this with the command and its input")
	if p.getenv("TALIMAT_PLAN_DEBUG") != "" {
		stack := debug.Stack()
		if of, ok := fault.(*crew.Fault); ok {
			stack = of.Stack
		}
		fmt.Fprintf(p.err, "%s", stack)
	} else {
		fmt.Fprintln(p.err, "TALIMAT_PLAN_DEBUG=1 shows where it happened.")
	}
	return exitFailure
}

// complain writes "severity: message" to standard error.
func (p *program) complain(severity, message string) {
	label := severity + ":"
	if p.colored(p.err, p.global.color.value) {
		label = "\x1b[1;31m" + label + "\x1b[0m"
	}
	fmt.Fprintf(p.err, "%s %s\n", label, printable(message))
}

// complainOfAll shows each of several errors on a line of its own.
func (p *program) complainOfAll(err error) {
	joined, isJoined := err.(interface{ Unwrap() []error })
	if !isJoined {
		p.complain("error", err.Error())
		return
	}
	for _, one := range joined.Unwrap() {
		p.complainOfAll(one)
	}
}

// note writes a remark to standard error, unless the user wants quiet.
func (p *program) note(format string, args ...any) {
	if !p.global.quiet {
		fmt.Fprintln(p.err, printable(fmt.Sprintf(format, args...)))
	}
}
