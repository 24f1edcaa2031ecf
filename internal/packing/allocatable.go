package packing

// Binary multiples of a byte.
const (
	mebi = 1 << 20
	gibi = 1 << 30
)

// kubeCores is what EKS and GKE keep of so many cores: 6 % of the first, 1 % of the second,
// 0.5 % of the next two and 0.25 % of the rest (awslabs/amazon-eks-ami, bootstrap; Google
// Cloud, "Plan GKE node sizes").
func kubeCores(cores float64) float64 {
	return steps(cores, []slice{{1, 0.06}, {1, 0.01}, {2, 0.005}}, 0.0025)
}

// slice is a part of a quantity and the share of it that is kept.
type slice struct{ width, share float64 }

// steps is what is kept of a quantity, slice by slice, and of the rest.
func steps(of float64, slices []slice, rest float64) (kept float64) {
	for _, s := range slices {
		part := min(of, s.width)
		kept += float64(part * s.share)
		of -= part
	}
	return kept + float64(of*rest)
}

// ENIPods is how many pods a server of AWS has addresses for: so many network interfaces of
// so many addresses each, of which one is its own, and two pods in the network of the host.
func ENIPods(interfaces, addresses int) int { return interfaces*(addresses-1) + 2 }

// EKS is what a server of AWS leaves to pods: 11 MiB for each pod that there may be and 255
// MiB stay with the kubelet, 100 MiB are where eviction begins.
func EKS(cores, memory float64, pods int) Size {
	kept := float64(11*float64(pods)*mebi) + 255*mebi
	return Size{CPU: cores, Memory: memory, Pods: float64(pods)}.Less(Size{CPU: kubeCores(cores), Memory: kept + 100*mebi})
}

// GKE is what a server of Google leaves to pods: 25 % of the first 4 GiB stay with the
// system, 20 % of the next 4, 10 % of the next 8, 6 % of the next 112 and 2 % of the rest,
// and 100 MiB are where eviction begins.
func GKE(cores, memory float64, pods int) Size {
	kept := steps(memory, []slice{{4 * gibi, 0.25}, {4 * gibi, 0.20}, {8 * gibi, 0.10}, {112 * gibi, 0.06}}, 0.02)
	return Size{CPU: cores, Memory: memory, Pods: float64(pods)}.Less(Size{CPU: kubeCores(cores), Memory: kept + 100*mebi})
}
