package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talimat/talimat-plan/internal/chart"
	"github.com/talimat/talimat-plan/internal/crew"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
)

const (
	allCharts   = "all"
	chartsDir   = "charts" // where charts go when nothing is said
	stdoutName  = "-"
	defaultSize = "1200x700"
)

// plotOptions are the flags of the plot command.
type plotOptions struct {
	input  inputOptions
	charts chartNames
	out    string
	format choice
	size   pixels
	scale  choice
	theme  choice
	title  string
	beside []string // other plans

	figure   targetOptions   // of the tornado
	sampling samplingOptions // of the fan
}

func (o *plotOptions) addFlags(flags *pflag.FlagSet) {
	o.format = newChoice("png", chart.Formats()...)
	o.scale = newChoice("1", "1", "2")
	o.theme = newChoice("light", chart.Themes()...)
	o.size = pixels{1200, 700}
	o.input.addFlags(flags)
	flags.Var(&o.charts, "chart", "charts by name, separated by commas: "+strings.Join(chartWords(), ", ")+" (default all)")
	flags.StringVar(&o.out, "out", chartsDir, "write to a `PATH`: a directory, a file whose extension chooses the format, or - for standard output")
	flags.Var(&o.format, "format", "format: png, svg or pdf")
	flags.Var(&o.size, "size", "width and height in pixels")
	flags.Var(&o.scale, "scale", "pixels of a PNG for each of these: 1 or 2")
	flags.Var(&o.theme, "theme", "theme: light or dark")
	flags.StringArrayVar(&o.beside, "against", nil, "another plan for the chart plans: a scenario, a saved forecast or git:REV:PATH as `FILE`; repeatable")
	o.figure.addFlags(flags, " of the tornado")
	o.sampling.addCount(flags)
	flags.StringVar(&o.title, "title", "", "title in place of the chart's own, as `TEXT`")
}

// newPlot builds the command that draws charts.
func newPlot(p *program) *cobra.Command {
	var o plotOptions
	c := &cobra.Command{
		Use:   "plot [FILE]",
		Short: "Draw charts of a scenario as PNG, SVG or PDF",
		Long: `Draw charts of a scenario. Without FILE it is the built-in one; - is standard
input. The charts:

  cost       by category, with the budget and the causes of jumps
  timeline   what begins, grows by a step or breaks, and when
  plans      the cost beside that of other plans (--against)
  fan        the range of the cost over many simulated futures
  quarters   each quarter against its budget
  services   servers by service
  regions    servers by region
  unit       what one user costs
  users      users and the requests that they make
  capacity   replicas needed and provisioned
  latency    how long users wait, by region
  data       what is stored, and where it must fit
  database   how full the database is, and what binds it
  savings    from baseline to bill
  cash       when the investment pays back
  tornado    what each uncertain input does alone`,
		GroupID: groupPlan,
		Example: `  talimat-plan plot scenario.yaml                       all charts, into charts/
  talimat-plan plot scenario.yaml --chart cost --out cost.svg
  talimat-plan plot scenario.yaml --chart fan --samples 100k --out fan.png
  talimat-plan plot new.yaml --chart plans --against git:main:new.yaml
  talimat-plan plot --chart cost,cash --theme dark --scale 2 --out slides/`,
		Args:              atMost(1, "one FILE"),
		ValidArgsFunction: completeOne,
		RunE:              func(c *cobra.Command, args []string) error { return p.plot(c, args, &o) },
	}
	o.addFlags(c.Flags())
	mustComplete(c, "chart", fixed(chartWords()))
	mustComplete(c, "format", fixed(o.format.words))
	mustComplete(c, "scale", fixed(o.scale.words))
	mustComplete(c, "theme", fixed(o.theme.words))
	mustComplete(c, "size", fixed([]string{defaultSize, "1600x900", "800x600"}))
	o.input.complete(c)
	o.figure.complete(c)
	for _, flag := range []string{"title", "samples", "seed"} {
		mustComplete(c, flag, cobra.NoFileCompletions)
	}
	return c
}

func (p *program) plot(c *cobra.Command, args []string, o *plotOptions) error {
	if _, err := p.preferences(c); err != nil {
		return err
	}
	to, err := p.target(o, c.Flags().Changed("format"))
	if err != nil {
		return err
	}
	in, err := p.readInput(args, o.input)
	if err != nil {
		return err
	}
	if err := errors.Join(o.needsFutures(c), o.needsOthers()); err != nil {
		return err
	}
	figure, err := o.figure.of(in.Scenario)
	if err != nil {
		return err
	}
	source := report.Options{Tool: tool(), File: in.name, InputHash: "sha256:" + in.hash}
	charts := report.NewCharts(plan.Run(in.Scenario), source)
	if charts.Fan, err = p.fan(in, o); err != nil {
		return err
	}
	if charts.Against, err = p.others(charts, o.beside); err != nil {
		return err
	}
	files, err := p.draw(to, o, func(name string, options chart.Options) (chart.Drawing, error) {
		if name == chart.Tornado {
			return drawTornado(in, figure, source, options)
		}
		return chart.Draw(name, charts, options)
	})
	if err != nil {
		return err
	}
	if to.dir != "" {
		if err := os.MkdirAll(to.dir, 0o777); err != nil {
			return &fileError{"make the directory", to.dir, err}
		}
	}
	for _, f := range files {
		write := func(w io.Writer) error { _, err := w.Write(f.content); return err }
		if err := p.deliver(f.name, write); err != nil {
			return err
		}
	}
	return nil
}

// target is where charts go, and in which format.
type target struct {
	dir    string // a directory; empty for one file
	file   string // the one file; empty for standard output
	format string
}

// target reads --out: a directory, a file, or standard output.
func (p *program) target(o *plotOptions, formatGiven bool) (target, error) {
	to := target{format: o.format.value}
	if o.out == stdoutName {
		if p.terminal.is(p.out.w) && to.format != "svg" {
			return to, usagef("--out -: %s is not for a terminal; send it to a program or a file", strings.ToUpper(to.format))
		}
		return to, o.oneChart("standard output")
	}
	extension := strings.ToLower(strings.TrimPrefix(filepath.Ext(o.out), "."))
	stat, err := os.Stat(o.out)
	isDir := err == nil && stat.IsDir()
	if isDir || os.IsPathSeparator(o.out[len(o.out)-1]) || extension == "" {
		if err == nil && !isDir {
			return to, &fileError{"write into", o.out, errors.New("it is not a directory")}
		}
		to.dir = filepath.Clean(o.out)
		return to, nil
	}
	to.file = o.out
	if !slices.Contains(chart.Formats(), extension) {
		return to, usagef("--out %s: charts are files with the extension %s; end a directory with a slash",
			o.out, "."+strings.Join(chart.Formats(), ", ."))
	}
	if formatGiven && to.format != extension {
		return to, usagef("--format %s does not fit --out %s", to.format, o.out)
	}
	to.format = extension
	return to, o.oneChart(o.out)
}

// oneChart refuses more charts than fit into one place.
func (o *plotOptions) oneChart(place string) error {
	if n := len(o.charts.names()); n != 1 {
		return usagef("%s takes one chart, not %d: choose it with --chart, or give --out a directory", place, n)
	}
	return nil
}

// Pixels of a picture: how many there may be, four bytes each while it is drawn,
// and beyond how many one picture is drawn after the other.
const (
	maxDots  = 16_000_000
	manyDots = 4_000_000
)

// chartFile is a chart that is ready to be written; the name is empty for
// standard output.
type chartFile struct {
	name    string
	content []byte
}

// draw makes the charts, before any is written. Of all charts those that the
// plan has nothing for are left out; a chart that was asked for is an error.
func (p *program) draw(to target, o *plotOptions, render func(string, chart.Options) (chart.Drawing, error)) ([]chartFile, error) {
	scale, err := strconv.Atoi(o.scale.value)
	if err != nil {
		return nil, err
	}
	dots := o.size.width * o.size.height * scale * scale
	if to.format == "png" && dots > maxDots {
		return nil, usagef("--size %s --scale %d: a picture of %d million pixels; at most %d million are drawn, or write SVG, which has none",
			o.size.String(), scale, dots/1e6, maxDots/1_000_000)
	}
	options := chart.Options{
		Format: to.format, Width: o.size.width, Height: o.size.height, Scale: scale, Theme: o.theme.value, Title: o.title,
	}
	var files []chartFile
	var missing []rune
	names := o.charts.names()
	drawings, failures := make([]chart.Drawing, len(names)), make([]error, len(names))
	one := func(i int) { drawings[i], failures[i] = render(names[i], options) }
	if dots <= manyDots {
		crew.Each(len(names), one)
	} else {
		for i := range names {
			one(i)
		}
	}
	for i, name := range names {
		drawing, err := drawings[i], failures[i]
		var empty *chart.EmptyError
		switch {
		case errors.As(err, &empty) && o.charts.all() && name == chart.Plans:
			continue // nobody expects it without another plan
		case errors.As(err, &empty) && o.charts.all():
			p.note("left out %s: %s", name, empty.Reason)
			continue
		case errors.As(err, &empty):
			return nil, invalidf("--chart %s: %v%s", name, err, hint(empty))
		case err != nil:
			return nil, err
		}
		file := to.file
		if to.dir != "" {
			file = filepath.Join(to.dir, name+"."+to.format)
		}
		files = append(files, chartFile{file, drawing.File})
		missing = append(missing, drawing.Missing...)
	}
	p.noteMissing(missing)
	return files, nil
}

// hint is what the scenario would have to say for a chart, after the error.
func hint(e *chart.EmptyError) string {
	if e.Hint == "" {
		return ""
	}
	return "; " + e.Hint
}

// chartNames is the value of a flag that takes charts separated by commas.
type chartNames struct{ chosen []string }

func chartWords() []string { return append(everyChart(), allCharts) }

// everyChart is the names of all charts, in the order of reports.
func everyChart() []string { return append(chart.Names(), chart.Tornado) }

// Set is part of pflag.Value.
func (n *chartNames) Set(text string) error {
	for name := range strings.SplitSeq(text, ",") {
		name = strings.TrimSpace(name)
		if err := oneOf(chartWords())(name); err != nil {
			return err
		}
		if !slices.Contains(n.chosen, name) {
			n.chosen = append(n.chosen, name)
		}
	}
	return nil
}

// String is part of pflag.Value.
func (n *chartNames) String() string { return strings.Join(n.chosen, ",") }

// Type is part of pflag.Value.
func (n *chartNames) Type() string { return "NAMES" }

// all reports whether no chart was chosen by name.
func (n *chartNames) all() bool { return len(n.chosen) == 0 || slices.Contains(n.chosen, allCharts) }

// names is the charts to draw.
func (n *chartNames) names() []string {
	if n.all() {
		return everyChart()
	}
	return n.chosen
}
