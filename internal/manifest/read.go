package manifest

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/diag"
)

// Most is how many bytes a file may have.
const Most = 4 << 20

// Autoscaler is a HorizontalPodAutoscaler.
type Autoscaler struct {
	Name     string         // of itself
	Scales   string         // the name of what it scales
	Spec     autoscale.Spec // its bounds, metrics and behavior, with the defaults
	Position diag.Pos       // where it is
}

// Workload is a Deployment, a StatefulSet, or a service of a Compose file.
type Workload struct {
	Name       string      // its name
	Replicas   *int64      // that it asks for
	Containers []Container // in the order of the file; init containers that end are left out
	Position   diag.Pos    // where it is
}

// Container is what a container asks for and may use: thousandths of a core, and bytes.
// What is absent is nil.
type Container struct {
	Name                  string // its name
	CPU, Memory           *int64 // requests
	CPULimit, MemoryLimit *int64 // limits
}

// File is what a file of manifests says.
type File struct {
	Autoscalers []Autoscaler // in the order of the file
	Workloads   []Workload   // in the order of the file
}

// Read reads a file with any number of documents. What it does not read, such as a
// Service, is left out; what it reads must be right.
func Read(name string, text []byte) (*File, diag.List) {
	r := &reader{file: name}
	f := &File{}
	if len(text) > Most {
		r.fault(nil, codeSyntax, "", "the file is larger than 4 MiB")
		return nil, r.list
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	for {
		var root yaml.Node
		err := decoder.Decode(&root)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.syntax(strings.TrimPrefix(err.Error(), "yaml: "))
			break
		}
		if len(root.Content) == 0 || root.Content[0].Tag == "!!null" {
			continue
		}
		if aliased(&root, 0) {
			r.fault(root.Content[0], codeSyntax, "write it out", "anchors and aliases are not read")
			continue
		}
		r.document(root.Content[0], f)
	}
	if r.list.HasErrors() {
		return nil, r.list
	}
	return f, r.list
}

// aliased reports whether a node has an alias in it, or is too deep to be a manifest.
func aliased(n *yaml.Node, depth int) bool {
	if n.Kind == yaml.AliasNode || depth > 100 {
		return true
	}
	for _, c := range n.Content {
		if aliased(c, depth+1) {
			return true
		}
	}
	return false
}

// document reads a document by its kind.
func (r *reader) document(n *yaml.Node, f *File) {
	var kind, version, services *yaml.Node
	r.each(n, "a manifest", func(k, v *yaml.Node) {
		switch k.Value {
		case "kind":
			kind = v
		case "apiVersion":
			version = v
		case "services":
			services = v
		}
	})
	switch {
	case n.Kind != yaml.MappingNode:
	case kind == nil && version == nil && services != nil:
		r.compose(services, f)
	case kind == nil:
		r.fault(n, codeValue, "add kind: HorizontalPodAutoscaler", "the manifest has no kind")
	case kind.Value == "HorizontalPodAutoscaler":
		if r.current(n, version) {
			r.autoscaler(n, f)
		}
	case kind.Value == "Deployment" || kind.Value == "StatefulSet":
		r.workload(n, f)
	case kind.Value == "List":
		r.each(n, "a list", func(k, v *yaml.Node) {
			if k.Value == "items" {
				for _, item := range r.items(v, "items") {
					r.document(item, f)
				}
			}
		})
	}
}

// current refuses versions of autoscalers that are not v2.
func (r *reader) current(n, version *yaml.Node) bool {
	switch {
	case version == nil:
		r.fault(n, codeVersion, "add apiVersion: autoscaling/v2", "the autoscaler has no apiVersion")
	case version.Value == "autoscaling/v2":
		return true
	case version.Value == "autoscaling/v1":
		r.fault(version, codeVersion, "kubectl get hpa.v2.autoscaling -o yaml writes it as v2", "autoscaling/v1 has no metrics but CPU and is not read: write autoscaling/v2")
	default:
		r.fault(version, codeVersion, "kubectl get hpa.v2.autoscaling -o yaml writes it as v2", "%s is not read: write autoscaling/v2", version.Value)
	}
	return false
}

// workload reads what the containers of a workload ask for; other keys are of no
// interest.
func (r *reader) workload(n *yaml.Node, f *File) {
	w := Workload{Position: diag.Pos{File: r.file, Line: n.Line, Col: n.Column}}
	r.within(n, "metadata", func(n *yaml.Node) { r.within(n, "name", func(n *yaml.Node) { w.Name = r.text(n, "a name") }) })
	r.within(n, "spec", func(n *yaml.Node) {
		r.within(n, "replicas", func(n *yaml.Node) {
			count := r.whole(n, "replicas", 0, 1<<31-1)
			w.Replicas = &count
		})
		r.within(n, "template", func(n *yaml.Node) {
			r.within(n, "spec", func(n *yaml.Node) {
				r.within(n, "containers", func(n *yaml.Node) { r.containers(n, &w, false) })
				r.within(n, "initContainers", func(n *yaml.Node) { r.containers(n, &w, true) })
			})
		})
	})
	f.Workloads = append(f.Workloads, w)
}

// within reads the value of a key, if it is there.
func (r *reader) within(n *yaml.Node, name string, read func(*yaml.Node)) {
	r.each(n, "this", func(k, v *yaml.Node) {
		if k.Value == name && v.Tag != "!!null" {
			read(v)
		}
	})
}

// containers reads a list of containers; of those that run first, the ones that stay.
func (r *reader) containers(n *yaml.Node, w *Workload, first bool) {
	for _, item := range r.items(n, "containers") {
		var c Container
		stays := !first
		r.within(item, "name", func(n *yaml.Node) { c.Name = r.text(n, "a name") })
		r.within(item, "restartPolicy", func(n *yaml.Node) { stays = stays || n.Value == "Always" })
		r.within(item, "resources", func(n *yaml.Node) {
			r.within(n, "requests", func(n *yaml.Node) { c.CPU, c.Memory = r.resources(n) })
			r.within(n, "limits", func(n *yaml.Node) { c.CPULimit, c.MemoryLimit = r.resources(n) })
		})
		if stays {
			w.Containers = append(w.Containers, c)
		}
	}
}

// resources are thousandths of a core and bytes.
func (r *reader) resources(n *yaml.Node) (cpu, memory *int64) {
	r.within(n, "cpu", func(n *yaml.Node) {
		v := r.quantity(n, "cpu")
		cpu = &v
	})
	r.within(n, "memory", func(n *yaml.Node) {
		v := r.quantity(n, "memory") / 1000
		memory = &v
	})
	return cpu, memory
}
