//go:build !purego

#include "textflag.h"

DATA exact<>+0(SB)/8, $0.999999999        // 1-epsilon
DATA half<>+0(SB)/8, $0.499999999         // 0.5-epsilon
DATA whole<>+0(SB)/8, $4503599627370496.0 // 1<<52
GLOBL exact<>(SB), RODATA|NOPTR, $8
GLOBL half<>(SB), RODATA|NOPTR, $8
GLOBL whole<>(SB), RODATA|NOPTR, $8

// masks of the last one, two or three months, from 8*(4-months) on.
DATA masks<>+0(SB)/8, $-1
DATA masks<>+8(SB)/8, $-1
DATA masks<>+16(SB)/8, $-1
DATA masks<>+24(SB)/8, $-1
DATA masks<>+32(SB)/8, $0
DATA masks<>+40(SB)/8, $0
DATA masks<>+48(SB)/8, $0
GLOBL masks<>(SB), RODATA|NOPTR, $56

// Four months at a time while CX, the months left, allows; then those that are
// left under the mask Y15. AX is the month.
#define MASK(done) \
	ADDQ    $4, CX             \
	JEQ     done               \
	LEAQ    masks<>+32(SB), R8 \
	SHLQ    $3, CX             \
	SUBQ    CX, R8             \
	VMOVUPD (R8), Y15

// Y0, needs, become units.
#define UNITS \
	VMULPD Y6, Y0, Y0  \
	VMULPD Y12, Y0, Y0 \
	VADDPD Y13, Y0, Y0 \
	VADDPD Y14, Y0, Y0 \
	VSUBPD Y14, Y0, Y0 \
	VADDPD Y7, Y0, Y0  \
	VMAXPD Y8, Y0, Y0  \
	VMINPD Y9, Y0, Y0

// func countAVX(c *Count, need, units, mean, requested *float64, n int)
TEXT ·countAVX(SB), NOSPLIT, $0-48
	MOVQ c+0(FP), AX
	MOVQ need+8(FP), SI
	MOVQ units+16(FP), DI
	MOVQ mean+24(FP), DX
	MOVQ requested+32(FP), BX
	MOVQ n+40(FP), CX
	VBROADCASTSD 0(AX), Y6   // Share
	VBROADCASTSD 8(AX), Y7   // Spare
	VBROADCASTSD 16(AX), Y8  // Low
	VBROADCASTSD 24(AX), Y9  // High
	VBROADCASTSD 32(AX), Y10 // Part
	VBROADCASTSD 40(AX), Y11 // Each
	VBROADCASTSD exact<>(SB), Y12
	VBROADCASTSD half<>(SB), Y13
	VBROADCASTSD whole<>(SB), Y14
	XORQ AX, AX
	SUBQ $4, CX
	JLT  tail

loop:
	VMOVUPD (SI)(AX*8), Y0
	UNITS
	VMOVUPD Y0, (DI)(AX*8)
	VMULPD  Y10, Y0, Y1
	VADDPD  (DX)(AX*8), Y1, Y1
	VMOVUPD Y1, (DX)(AX*8)
	VMULPD  Y11, Y0, Y2
	VADDPD  (BX)(AX*8), Y2, Y2
	VMOVUPD Y2, (BX)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     loop

tail:
	MASK(done)
	VMASKMOVPD (SI)(AX*8), Y15, Y0
	UNITS
	VMASKMOVPD Y0, Y15, (DI)(AX*8)
	VMASKMOVPD (DX)(AX*8), Y15, Y1
	VMULPD     Y10, Y0, Y3
	VADDPD     Y1, Y3, Y1
	VMASKMOVPD Y1, Y15, (DX)(AX*8)
	VMASKMOVPD (BX)(AX*8), Y15, Y2
	VMULPD     Y11, Y0, Y3
	VADDPD     Y2, Y3, Y2
	VMASKMOVPD Y2, Y15, (BX)(AX*8)

done:
	VZEROUPPER
	RET

// func scaleAVX(row, other *float64, times float64, n int)
TEXT ·scaleAVX(SB), NOSPLIT, $0-32
	MOVQ row+0(FP), DI
	MOVQ other+8(FP), SI
	VBROADCASTSD times+16(FP), Y1
	MOVQ n+24(FP), CX
	XORQ AX, AX
	SUBQ $4, CX
	JLT  tail

loop:
	VMULPD  (SI)(AX*8), Y1, Y0
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     loop

tail:
	MASK(done)
	VMASKMOVPD (SI)(AX*8), Y15, Y0
	VMULPD     Y0, Y1, Y0
	VMASKMOVPD Y0, Y15, (DI)(AX*8)

done:
	VZEROUPPER
	RET

// func addAVX(row, other *float64, times float64, n int)
TEXT ·addAVX(SB), NOSPLIT, $0-32
	MOVQ row+0(FP), DI
	MOVQ other+8(FP), SI
	VBROADCASTSD times+16(FP), Y1
	MOVQ n+24(FP), CX
	XORQ AX, AX
	SUBQ $4, CX
	JLT  tail

loop:
	VMULPD  (SI)(AX*8), Y1, Y0
	VADDPD  (DI)(AX*8), Y0, Y0
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     loop

tail:
	MASK(done)
	VMASKMOVPD (SI)(AX*8), Y15, Y0
	VMASKMOVPD (DI)(AX*8), Y15, Y2
	VMULPD     Y0, Y1, Y0
	VADDPD     Y2, Y0, Y0
	VMASKMOVPD Y0, Y15, (DI)(AX*8)

done:
	VZEROUPPER
	RET
