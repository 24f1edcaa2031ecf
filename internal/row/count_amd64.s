//go:build !purego

#include "textflag.h"
#include "ceil_amd64.h"

// The loops over the months are those of row_amd64.s.

// What a Count says, from AX. Where the others take 1<<52 away again, counting
// takes it less the spare units.
#define COUNT_CONSTANTS \
	VBROADCASTSD 0(AX), Y7  \ // Spare
	VBROADCASTSD 8(AX), Y8  \ // Low
	VBROADCASTSD 16(AX), Y9 \ // High
	VBROADCASTSD 24(AX), Y11 \ // Each
	VSUBPD       Y7, Y14, Y7

// The needs in Y0 at the level at R9 are the units in Y2, which are added to the
// means in Y1 and to what is requested.
#define LEVEL8 \
	VBROADCASTSD 0(R9), Z2 \
	VMULPD       Z0, Z2, Z2 \
	VADDPD       Z13, Z2, Z2 \
	VADDPD       Z14, Z2, Z2 \
	VSUBPD       Z7, Z2, Z2 \
	VMAXPD       Z8, Z2, Z2 \
	VMINPD       Z9, Z2, Z2 \
	VBROADCASTSD 8(R9), Z3 \
	VMULPD       Z2, Z3, Z3 \
	VADDPD       Z3, Z1, Z1 \
	MOVQ         16(R9), BX \
	VMULPD       Z11, Z2, Z4 \
	VADDPD       (BX)(AX*8), Z4, Z4 \
	VMOVUPD      Z4, (BX)(AX*8)

#define LEVEL4 \
	VBROADCASTSD 0(R9), Y2 \
	VMULPD       Y0, Y2, Y2 \
	VADDPD       Y13, Y2, Y2 \
	VADDPD       Y14, Y2, Y2 \
	VSUBPD       Y7, Y2, Y2 \
	VMAXPD       Y8, Y2, Y2 \
	VMINPD       Y9, Y2, Y2 \
	VBROADCASTSD 8(R9), Y3 \
	VMULPD       Y2, Y3, Y3 \
	VADDPD       Y3, Y1, Y1 \
	MOVQ         16(R9), BX \
	VMULPD       Y11, Y2, Y4 \
	VADDPD       (BX)(AX*8), Y4, Y4 \
	VMOVUPD      Y4, (BX)(AX*8)

#define LEVEL1 \
	VMULSD 0(R9), X0, X2 \
	VADDSD X13, X2, X2 \
	VADDSD X14, X2, X2 \
	VSUBSD X7, X2, X2 \
	VMAXSD X8, X2, X2 \
	VMINSD X9, X2, X2 \
	VMULSD 8(R9), X2, X3 \
	VADDSD X3, X1, X1 \
	MOVQ   16(R9), BX \
	VMULSD X11, X2, X4 \
	VADDSD (BX)(AX*8), X4, X4 \
	VMOVSD X4, (BX)(AX*8)

// func countAVX(c *Count, need, units, mean []float64, levels []Level)
TEXT ·countAVX(SB), NOSPLIT, $0-104
	MOVQ c+0(FP), AX
	MOVQ need_base+8(FP), SI
	MOVQ units_base+32(FP), DI
	MOVQ mean_base+56(FP), DX
	MOVQ levels_base+80(FP), R8
	MOVQ levels_len+88(FP), R10
	MOVQ need_len+16(FP), CX
	CEIL_CONSTANTS
	COUNT_CONSTANTS
	LEAQ (R10)(R10*4), R10
	LEAQ (R8)(R10*8), R10 // end of the levels
	XORQ AX, AX
	CMPB ·eight(SB), $0
	JEQ  fours
	SUBQ $8, CX
	JLT  few
	VBROADCASTSD X7, Z7
	VBROADCASTSD X8, Z8
	VBROADCASTSD X9, Z9
	VBROADCASTSD X11, Z11
	VBROADCASTSD X12, Z12
	VBROADCASTSD X13, Z13
	VBROADCASTSD X14, Z14

eight:
	VMULPD  (SI)(AX*8), Z12, Z0
	VPXORQ  Z1, Z1, Z1
	MOVQ    R8, R9
	LEVEL8
	VMOVUPD Z2, (DI)(AX*8)
	JMP     last8

level8:
	LEVEL8

last8:
	ADDQ    $40, R9
	CMPQ    R9, R10
	JNE     level8
	VMOVUPD Z1, (DX)(AX*8)
	ADDQ    $8, AX
	SUBQ    $8, CX
	JGE     eight

few:
	ADDQ $8, CX

fours:
	SUBQ $4, CX
	JLT  left

four:
	VMULPD  (SI)(AX*8), Y12, Y0
	VXORPD  Y1, Y1, Y1
	MOVQ    R8, R9
	LEVEL4
	VMOVUPD Y2, (DI)(AX*8)
	JMP     last4

level4:
	LEVEL4

last4:
	ADDQ    $40, R9
	CMPQ    R9, R10
	JNE     level4
	VMOVUPD Y1, (DX)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMULSD (SI)(AX*8), X12, X0
	VXORPD X1, X1, X1
	MOVQ   R8, R9
	LEVEL1
	VMOVSD X2, (DI)(AX*8)
	JMP    last1

level1:
	LEVEL1

last1:
	ADDQ   $40, R9
	CMPQ   R9, R10
	JNE    level1
	VMOVSD X1, (DX)(AX*8)
	INCQ   AX
	DECQ   CX
	JNE    one

done:
	VZEROUPPER
	RET
