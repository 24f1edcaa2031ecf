package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/scenarios"
)

// maxInput is the largest input in bytes. A scenario of thousands of lines is a
// tenth of it; whatever is larger was not meant.
const maxInput = 1 << 20

// inputOptions say what to change in a scenario.
type inputOptions struct {
	set  []string
	asOf asOfFlag
}

func (o *inputOptions) addFlags(flags *pflag.FlagSet) {
	flags.Var(changeFlag{list: &o.set}, "set", "set an input by its `PATH=VALUE`; repeatable")
	flags.Var(changeFlag{list: &o.set, variant: true}, "variant", "take a variant of the scenario by its `NAME`")
	flags.Var(&o.asOf, "as-of", "the `MONTH` it is, as in 2026-11: a review that is due before it is a finding (default none)")
}

func (o *inputOptions) complete(c *cobra.Command) {
	mustComplete(c, "set", completeInput)
	mustComplete(c, "variant", completeVariant)
	mustComplete(c, "as-of", cobra.NoFileCompletions)
}

// changeFlag adds to the changes of a scenario. A variant is one, and comes before all
// others.
type changeFlag struct {
	list    *[]string
	variant bool
}

func (c changeFlag) Set(text string) error {
	if c.variant {
		*c.list = append([]string{scenario.VariantPath + "=" + text}, *c.list...)
	} else {
		*c.list = append(*c.list, text)
	}
	return nil
}

func (c changeFlag) String() string { return "" }

func (c changeFlag) Type() string { return "string" }

// input is a scenario together with what tells this one from others.
type input struct {
	*scenario.File
	name string
	hash string // SHA-256 of the text, the overrides and the files it names, in hexadecimal

	text  []byte                            // as it was read
	set   []string                          // values of --set
	files map[string][]byte                 // that the text names, by name
	read  func(name string) ([]byte, error) // one more that it names

	again func(more ...scenario.Override) *scenario.File // reads it once more, with more overrides
}

// source is a text with the name that messages call it by.
type source struct {
	name string
	text []byte
	dir  string   // where the files are that it names; "" is the current directory
	git  *gitFile // the file itself, when it is one of a revision, as those that it names are

	inputs *inputs // that the files which it names belong to; nil when nothing is written
}

// options say how to read the scenario of a source, with the files that it names.
func (s source) options(overrides []scenario.Override) (scenario.Options, *companions) {
	c := &companions{dir: s.dir, git: s.git, inputs: s.inputs, known: map[string][]byte{}}
	return scenario.Options{Overrides: overrides, Files: c.read}, c
}

// decode reads the scenario of a source, and the files that it names.
func (s source) decode(overrides ...scenario.Override) (*scenario.File, *companions) {
	options, files := s.options(overrides)
	return options.Decode(s.name, s.text), files
}

// readInput reads and decodes the scenario that the arguments name and shows
// what is wrong with it. The input is valid when there is no error.
func (p *program) readInput(args []string, o inputOptions) (*input, error) {
	overrides, err := parseOverrides(o)
	if err != nil {
		return nil, err
	}
	src, err := p.readSource(args)
	if err != nil {
		return nil, err
	}
	file, files := src.decode(overrides...)
	in := &input{
		File: file, name: src.name, hash: hash(src.text, o.set, files.all...), text: src.text, set: o.set, files: files.known, read: files.read,
	}
	o.asOf.set(in.File)
	in.again = func(more ...scenario.Override) *scenario.File {
		f, _ := src.decode(append(overrides[:len(overrides):len(overrides)], more...)...)
		o.asOf.set(f)
		return f
	}
	return in, p.showInput(in, in.Diagnostics)
}

// showInput shows what is wrong with a scenario; there is an error when it is
// not valid.
func (p *program) showInput(in *input, list diag.List) error {
	if err := p.showDiagnostics(list, in.Sources()); err != nil {
		return err
	}
	if in.Scenario == nil {
		return shown{exitUsage}
	}
	return nil
}

// parseOverrides reads the --set flags.
func parseOverrides(o inputOptions) ([]scenario.Override, error) {
	overrides := make([]scenario.Override, len(o.set))
	for i, text := range o.set {
		var err error
		if overrides[i], err = scenario.ParseOverride(text); err != nil {
			return nil, usagef("--set: %v", err)
		}
	}
	return overrides, nil
}

// showDiagnostics writes diagnostics to standard error; in quiet mode only errors.
func (p *program) showDiagnostics(list diag.List, sources map[string]diag.Source) error {
	if p.global.quiet {
		list = onlyErrors(list)
	}
	return diag.Render(p.err, list, sources, p.colored(p.err, p.global.color.value))
}

func onlyErrors(list diag.List) diag.List {
	var errs diag.List
	for _, d := range list {
		if d.Severity == diag.Error {
			errs.Add(d)
		}
	}
	return errs
}

// readSource reads the file of the first argument, standard input for "-", or
// the built-in scenario when there is no argument.
func (p *program) readSource(args []string) (source, error) {
	switch {
	case len(args) == 0:
		p.note("no FILE given: using the built-in scenario %s (- is standard input)", scenarios.Default)
		src := builtIn()
		src.inputs = &p.inputs
		return src, nil
	case args[0] == "-":
		if p.terminal.is(p.in) {
			p.note("reading a scenario from the terminal; end it with Ctrl-D")
		}
		return p.readStdin(maxInput)
	}
	text, err := p.inputs.readFile(args[0])
	return source{name: args[0], text: text, dir: filepath.Dir(args[0]), inputs: &p.inputs}, suggestFile(args[0], err)
}

// readStdin reads standard input, which may be a file.
func (p *program) readStdin(limit int64) (source, error) {
	if f, isFile := p.in.(*os.File); isFile {
		p.inputs.note(f)
	}
	text, err := readUpTo(p.in, "standard input", limit)
	return source{name: "<stdin>", text: text, inputs: &p.inputs}, err
}

// suggestFile adds what may have been meant to the error that there is no such
// file: one nearby, or a built-in scenario.
func suggestFile(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		if base := strings.TrimSuffix(name, ".yaml"); slices.Contains(scenarios.Names(), base) {
			return fmt.Errorf("%w; \"%s init %s.yaml --template %s\" writes the built-in scenario of that name", err, programName, base, base)
		}
		if near := neighbor(name); near != "" {
			return fmt.Errorf("%w: did you mean %q?", err, near)
		}
	}
	return err
}

// builtIn is the scenario that is part of the program. Its name is in angle
// brackets, as that of standard input, because it is no file.
func builtIn() source {
	text, _ := scenarios.Text(scenarios.Default)
	return source{name: "<" + scenarios.Default + ">", text: text}
}

// openFile opens a file that is no directory.
func openFile(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, &fileError{"read", name, err}
	}
	if stat, err := f.Stat(); err == nil && stat.IsDir() {
		f.Close()
		return nil, &fileError{"read", name, errors.New("it is a directory")}
	}
	return f, nil
}

func readUpTo(r io.Reader, name string, limit int64) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, &fileError{"read", name, err}
	case int64(len(text)) > limit:
		return nil, invalidf("%s is larger than %d MiB; no file of this program is", name, limit>>20)
	}
	return text, nil
}

// neighbor is the file in the same directory whose name is most like this one.
func neighbor(name string) string {
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		if e.Name() != filepath.Base(name) { // a link to nowhere
			names = append(names, e.Name())
		}
	}
	near := unit.Nearest(filepath.Base(name), names)
	if near == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(name), near)
}

// hash identifies a text, the overrides and the files that it names, which are
// separated from it by what no text holds. Of a text alone it is what sha256sum
// prints.
func hash(text []byte, set []string, files ...[]byte) string {
	h := sha256.New()
	h.Write(text)
	for _, s := range set {
		io.WriteString(h, "\x00"+s)
	}
	for _, f := range files {
		fmt.Fprintf(h, "\x00\x00%d\x00", len(f))
		h.Write(f)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// isYAML reports whether an argument names a scenario rather than something else.
func isYAML(arg string) bool {
	ext := strings.ToLower(filepath.Ext(arg))
	return arg == "-" || ext == ".yaml" || ext == ".yml"
}

// fileError is a failure of the operating system with a file or stream.
type fileError struct {
	verb, name string
	err        error
}

func (e *fileError) Unwrap() error { return e.err }

// Error says "cannot read plan.yaml: no such file or directory".
func (e *fileError) Error() string {
	cause := e.err
	var path *fs.PathError
	if errors.As(cause, &path) {
		cause = path.Err
	}
	name := e.name
	if name == "" || strings.ContainsAny(name, " \t\r\n") && name != "standard input" && name != "standard output" {
		name = fmt.Sprintf("%q", name)
	}
	return fmt.Sprintf("cannot %s %s: %v", e.verb, name, cause)
}
