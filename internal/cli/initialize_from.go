package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/manifest"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// deployed is a service that manifests tell of.
type deployed struct {
	name     string
	workload *manifest.Workload
	scaler   *manifest.Autoscaler
}

// services are those of manifests by name: workloads first, then what is only scaled.
func services(f *manifest.File) (all []*deployed) {
	at := func(name string) *deployed {
		if i := slices.IndexFunc(all, func(s *deployed) bool { return s.name == name }); i >= 0 {
			return all[i]
		}
		all = append(all, &deployed{name: name})
		return all[len(all)-1]
	}
	for i := range f.Workloads {
		at(f.Workloads[i].Name).workload = &f.Workloads[i]
	}
	for i := range f.Autoscalers {
		at(f.Autoscalers[i].Scales).scaler = &f.Autoscalers[i]
	}
	return all
}

// fromManifests is the starter with the services of manifests in place of its own.
func fromManifests(f *manifest.File) (string, error) {
	all := services(f)
	if len(all) == 0 {
		return "", invalidf("--from: there is no Deployment, autoscaler or service of Compose in it")
	}
	var b strings.Builder
	b.WriteString("services:                 # from manifests; what they do not say is marked\n")
	for _, s := range all {
		if !isName(s.name) {
			return "", invalidf("--from: %q is no name of a service: letters, digits, dots, dashes and underscores make one", s.name)
		}
		s.write(&b)
	}
	begin := strings.Index(starter, "services:\n")
	end := begin + strings.Index(starter[begin:], "\nnodes:")
	text := starter[:begin] + b.String() + starter[end:]
	if f := (scenario.Options{}).Decode(scenarioName, []byte(text)); f.Scenario == nil {
		return "", invalidf("--from: the scenario that comes of it is not valid: %s", f.Diagnostics[0].Message)
	}
	return text, nil
}

// isName reports whether a name can be that of a service.
func isName(name string) bool {
	letters := strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")
	return name != "" && len(name) <= 63 && letters == "" && strings.Trim(name, ".-_") != ""
}

// key is a name as a key of YAML, for words that YAML reads as something else too.
func key(name string) string {
	if first := name[0] | 0x20; first < 'a' || first > 'z' || len(name) < 6 && slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(name)) {
		return strconv.Quote(name)
	}
	return name
}

// write writes a service of a scenario.
func (s *deployed) write(b *strings.Builder) {
	fmt.Fprintf(b, "  %s:\n    cpu: 10 ms            # CPU time per request: not in any manifest, measure it\n", key(s.name))
	cpu, memory, guessed := int64(0), int64(0), ""
	if s.workload != nil {
		for i := range s.workload.Containers {
			c := &s.workload.Containers[i]
			cpu, memory = cpu+either(c.CPU, c.CPULimit), memory+either(c.Memory, c.MemoryLimit)
		}
	}
	if cpu == 0 {
		cpu, guessed = 500, "cpu"
	}
	if memory == 0 {
		memory, guessed = 512<<20, strings.TrimPrefix(guessed+" and memory", " and ")
	}
	size := fmt.Sprintf("%d B", memory)
	if memory%(1<<20) == 0 {
		size = fmt.Sprintf("%d MiB", memory>>20)
	}
	fmt.Fprintf(b, "    replica: {cpu: %dm, memory: %s}", cpu, size)
	if guessed != "" {
		fmt.Fprintf(b, " # no request of %s: guessed", guessed)
	}
	b.WriteString("\n")
	var counts []string
	if s.workload != nil && s.workload.Replicas != nil {
		counts = append(counts, fmt.Sprintf("now: %d", *s.workload.Replicas))
	}
	if s.scaler != nil {
		counts = append(counts, fmt.Sprintf("min: %d, max: %d", s.scaler.Spec.Min, s.scaler.Spec.Max))
	}
	if len(counts) > 0 {
		fmt.Fprintf(b, "    replicas: {%s}\n", strings.Join(counts, ", "))
	}
	if s.scaler != nil {
		s.targets(b)
	}
}

// targets writes the targets that a scenario has words for, and names the others.
func (s *deployed) targets(b *strings.Builder) {
	var left []string
	for _, m := range s.scaler.Spec.Metrics {
		if m.Source == autoscale.Resource && m.Name == "cpu" && m.Kind == autoscale.OfRequest && m.Target <= 100 {
			fmt.Fprintf(b, "    targets: {cpu: %d%%}\n", m.Target)
			continue
		}
		left = append(left, m.Name)
	}
	if len(left) > 0 {
		fmt.Fprintf(b, "    # not carried over: targets of %s\n", strings.Join(left, ", "))
	}
	if s.scaler.Spec.Behavior != nil {
		b.WriteString("    # its behavior is read by: autoscale --hpa\n")
	}
}

// either is the first number that there is, 0 without one: what has a limit and no
// request requests its limit.
func either(a, b *int64) int64 {
	switch {
	case a != nil:
		return *a
	case b != nil:
		return *b
	}
	return 0
}
