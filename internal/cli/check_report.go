package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talimat/talimat-plan/internal/ci"
	"github.com/talimat/talimat-plan/internal/gate"
)

// reportTo is one report and where it goes; - is standard output.
type reportTo struct{ format, path string }

// parseReports reads the --report flags.
func (p *program) parseReports(o *checkOptions) ([]reportTo, error) {
	var all []reportTo
	taken := map[string]bool{}
	for _, text := range o.reports {
		format, path, ok := strings.Cut(text, "=")
		if !ok || path == "" {
			return nil, usagef("--report: %q has no file; write FORMAT=PATH, such as junit=check.xml", text)
		}
		if err := oneOf(ci.Formats())(format); err != nil {
			return nil, usagef("--report: %v", err)
		}
		if writerOf(path) != "" {
			return nil, usagef("--report %s: the extension of the file is that of another format", text)
		}
		for _, other := range all {
			if path != "-" && other.path != "-" && sameFile(path, other.path) {
				return nil, usagef("--report: %s and %s are one file: name another", other.path, path)
			}
		}
		if taken[path] && !(path == "-" && format == "github") {
			return nil, usagef("--report: two reports cannot both be %s", path)
		}
		taken[path] = taken[path] || path != "-" || format != "github" // annotations stand beside what else is printed
		all = append(all, reportTo{format, path})
	}
	return all, nil
}

// writeVerdict writes every report, each whole or not at all, then the result to
// standard output. One that cannot be written keeps no other from being written.
func (p *program) writeVerdict(v *gate.Verdict, o *checkOptions, reports []reportTo, prefs preferences) error {
	options := ci.Options{Width: p.columns(prefs.Width), Color: p.colored(p.out, prefs.Color), ImageURL: o.imageURL, Path: p.fromRoot()}
	main := "table"
	if oneOf(o.output.words)(prefs.Output) == nil {
		main = prefs.Output
	}
	annotate := false
	var faults []error
	for _, r := range reports {
		switch {
		case r.format == "github":
			annotate = true
			faults = append(faults, p.writeSummary(v, options))
			if r.path != "-" {
				annotate = false
				faults = append(faults, p.writeReport(r, v, options))
			}
		case r.path == "-":
			main = r.format
		default:
			faults = append(faults, p.writeReport(r, v, options))
		}
	}
	faults = append(faults, p.pour(func(w io.Writer) error {
		if err := ci.Write(w, main, v, options); err != nil || !annotate {
			return err
		}
		return ci.Write(w, "github", v, options)
	}))
	return errors.Join(faults...)
}

func (p *program) writeReport(r reportTo, v *gate.Verdict, o ci.Options) error {
	return p.deliver(r.path, func(w io.Writer) error { return ci.Write(w, r.format, v, o) })
}

// writeSummary adds the verdict to the summary of a step of GitHub, where there
// is one. Steps share the file, so that it is added to, in one write.
func (p *program) writeSummary(v *gate.Verdict, o ci.Options) error {
	name := p.getenv("GITHUB_STEP_SUMMARY")
	if name == "" {
		return nil
	}
	var b bytes.Buffer
	if err := ci.Write(&b, "markdown", v, o); err != nil {
		return err
	}
	if err := p.inputs.mustNotBe("GITHUB_STEP_SUMMARY", name); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return &fileError{"write", name, err}
	}
	_, err = f.Write(b.Bytes())
	if err = errors.Join(err, f.Close()); err != nil {
		return &fileError{"write", name, err}
	}
	return nil
}

// completeReport offers the formats of reports.
func completeReport(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var words []cobra.Completion
	for _, format := range ci.Formats() {
		words = append(words, fmt.Sprintf("%s=", format))
	}
	return words, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}
