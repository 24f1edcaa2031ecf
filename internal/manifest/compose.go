package manifest

import (
	"math"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
)

// compose reads the services of a Compose file: how many there are, and what each asks
// for or may use; other keys are of no interest.
func (r *reader) compose(n *yaml.Node, f *File) {
	r.each(n, "services", func(k, v *yaml.Node) {
		w := Workload{Name: k.Value, Position: diag.Pos{File: r.file, Line: k.Line, Col: k.Column}}
		c := Container{Name: k.Value}
		r.within(v, "cpus", func(n *yaml.Node) { c.CPULimit = r.cores(n) })
		r.within(v, "mem_limit", func(n *yaml.Node) { c.MemoryLimit = r.bytes(n) })
		r.within(v, "mem_reservation", func(n *yaml.Node) { c.Memory = r.bytes(n) })
		r.within(v, "deploy", func(n *yaml.Node) {
			r.within(n, "replicas", func(n *yaml.Node) {
				count := r.whole(n, "replicas", 0, math.MaxInt32)
				w.Replicas = &count
			})
			r.within(n, "resources", func(n *yaml.Node) {
				r.within(n, "reservations", func(n *yaml.Node) { r.part(n, &c.CPU, &c.Memory) })
				r.within(n, "limits", func(n *yaml.Node) { r.part(n, &c.CPULimit, &c.MemoryLimit) })
			})
		})
		w.Containers = []Container{c}
		f.Workloads = append(f.Workloads, w)
	})
}

// part reads cpus and memory.
func (r *reader) part(n *yaml.Node, cpu, memory **int64) {
	r.within(n, "cpus", func(n *yaml.Node) { *cpu = r.cores(n) })
	r.within(n, "memory", func(n *yaml.Node) { *memory = r.bytes(n) })
}

// cores is a number of cores of Compose, in thousandths.
func (r *reader) cores(n *yaml.Node) *int64 {
	v, ok := Quantity(n.Value)
	if n.Kind != yaml.ScalarNode || !ok || v <= 0 || strings.Trim(n.Value, "0123456789.") != "" {
		r.fault(n, codeValue, "write it as in 0.5", "cpus is not a number above 0")
		return nil
	}
	return &v
}

// bytes is a size of Compose, in which k, m and g are powers of 1024.
func (r *reader) bytes(n *yaml.Node) *int64 {
	text := strings.TrimSuffix(strings.ToLower(n.Value), "b")
	power := 0
	if i := strings.IndexAny(text, "kmgt"); i > 0 && i == len(text)-1 {
		power = strings.IndexByte("kmgt", text[i]) + 1
		text = text[:i]
	}
	v, err := strconv.ParseFloat(text, 64)
	if v *= math.Ldexp(1, 10*power); n.Kind != yaml.ScalarNode || err != nil || !(v >= 1 && v < 1e18) {
		r.fault(n, codeValue, "write it as in 512m", "memory is not a size above 0")
		return nil
	}
	size := int64(v)
	return &size
}
