// Rounding up, as Ceil does.

DATA exact<>+0(SB)/8, $0.999999999        // 1-epsilon
DATA half<>+0(SB)/8, $0.499999999         // 0.5-epsilon
DATA whole<>+0(SB)/8, $4503599627370496.0 // 1<<52
GLOBL exact<>(SB), RODATA|NOPTR, $8
GLOBL half<>(SB), RODATA|NOPTR, $8
GLOBL whole<>(SB), RODATA|NOPTR, $8

// What Ceil needs.
#define CEIL_CONSTANTS \
	VBROADCASTSD exact<>(SB), Y12 \
	VBROADCASTSD half<>(SB), Y13  \
	VBROADCASTSD whole<>(SB), Y14

#define CEIL4(y) \
	VMULPD Y12, y, y \
	VADDPD Y13, y, y \
	VADDPD Y14, y, y \
	VSUBPD Y14, y, y

#define CEIL1(x) \
	VMULSD X12, x, x \
	VADDSD X13, x, x \
	VADDSD X14, x, x \
	VSUBSD X14, x, x
