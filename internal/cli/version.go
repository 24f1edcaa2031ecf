package cli

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the version of the program, by semantic versioning.
const version = "0.1.0"

// newVersion builds the command that prints the version.
func newVersion(p *program) *cobra.Command {
	return &cobra.Command{
		Use:               "version",
		Short:             "Print the version",
		GroupID:           groupOther,
		Example:           "  talimat-plan version",
		Args:              atMost(0, "no arguments"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return p.printVersion() },
	}
}

func (p *program) printVersion() error {
	return p.deliver("", func(w io.Writer) error {
		info, _ := debug.ReadBuildInfo()
		_, err := fmt.Fprintln(w, versionLine(info))
		return err
	})
}

// tool is what reports call the program.
func tool() string { return programName + " " + version }

// versionLine is "talimat-plan 0.1.0 (go1.26.0 linux/amd64)", with the revision
// that the program was built from if that is known.
func versionLine(info *debug.BuildInfo) string {
	revision := sourceRevision(info)
	if revision != "" {
		revision = ", revision " + revision
	}
	return fmt.Sprintf("%s (%s %s/%s%s)", tool(), runtime.Version(), runtime.GOOS, runtime.GOARCH, revision)
}
