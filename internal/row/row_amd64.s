//go:build !purego

#include "textflag.h"

// Four months at a time while CX, the months left, allows; then one by one. AX is
// the month. Whoever reads a row soon finds it whole in the store buffer: masked
// stores would have to reach the cache first. What computes much with little begins
// with eight at a time where the processor can.

DATA exact<>+0(SB)/8, $0.999999999        // 1-epsilon
DATA half<>+0(SB)/8, $0.499999999         // 0.5-epsilon
DATA whole<>+0(SB)/8, $4503599627370496.0 // 1<<52
DATA one<>+0(SB)/8, $1.0
GLOBL exact<>(SB), RODATA|NOPTR, $8
GLOBL half<>(SB), RODATA|NOPTR, $8
GLOBL whole<>(SB), RODATA|NOPTR, $8
GLOBL one<>(SB), RODATA|NOPTR, $8

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

// func scaleAVX(row, other []float64, times float64)
TEXT ·scaleAVX(SB), NOSPLIT, $0-56
	MOVQ row_base+0(FP), DI
	MOVQ other_base+24(FP), SI
	VBROADCASTSD times+48(FP), Y1
	MOVQ row_len+8(FP), CX
	XORQ AX, AX
	SUBQ $4, CX
	JLT  left

four:
	VMULPD  (SI)(AX*8), Y1, Y0
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMULSD (SI)(AX*8), X1, X0
	VMOVSD X0, (DI)(AX*8)
	INCQ   AX
	DECQ   CX
	JNE    one

done:
	VZEROUPPER
	RET

// func addAVX(row, other []float64, times float64)
TEXT ·addAVX(SB), NOSPLIT, $0-56
	MOVQ row_base+0(FP), DI
	MOVQ other_base+24(FP), SI
	VBROADCASTSD times+48(FP), Y1
	MOVQ row_len+8(FP), CX
	XORQ AX, AX
	SUBQ $4, CX
	JLT  left

four:
	VMULPD  (SI)(AX*8), Y1, Y0
	VADDPD  (DI)(AX*8), Y0, Y0
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMULSD (SI)(AX*8), X1, X0
	VADDSD (DI)(AX*8), X0, X0
	VMOVSD X0, (DI)(AX*8)
	INCQ   AX
	DECQ   CX
	JNE    one

done:
	VZEROUPPER
	RET

// func raiseAVX(row, other []float64, times float64)
TEXT ·raiseAVX(SB), NOSPLIT, $0-56
	MOVQ row_base+0(FP), DI
	MOVQ other_base+24(FP), SI
	VBROADCASTSD times+48(FP), Y1
	MOVQ row_len+8(FP), CX
	XORQ AX, AX
	SUBQ $4, CX
	JLT  left

four:
	VMULPD  (SI)(AX*8), Y1, Y0
	VMAXPD  (DI)(AX*8), Y0, Y0
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMULSD (SI)(AX*8), X1, X0
	VMAXSD (DI)(AX*8), X0, X0
	VMOVSD X0, (DI)(AX*8)
	INCQ   AX
	DECQ   CX
	JNE    one

done:
	VZEROUPPER
	RET

// func multiplyAVX(row, one, other []float64)
TEXT ·multiplyAVX(SB), NOSPLIT, $0-72
	MOVQ row_base+0(FP), DI
	MOVQ one_base+24(FP), SI
	MOVQ other_base+48(FP), DX
	MOVQ row_len+8(FP), CX
	XORQ AX, AX
	SUBQ $4, CX
	JLT  left

four:
	VMOVUPD (SI)(AX*8), Y0
	VMULPD  (DX)(AX*8), Y0, Y0
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMOVSD (SI)(AX*8), X0
	VMULSD (DX)(AX*8), X0, X0
	VMOVSD X0, (DI)(AX*8)
	INCQ   AX
	DECQ   CX
	JNE    one

done:
	VZEROUPPER
	RET

// func leastAVX(row, other []float64)
TEXT ·leastAVX(SB), NOSPLIT, $0-48
	MOVQ row_base+0(FP), DI
	MOVQ other_base+24(FP), SI
	MOVQ row_len+8(FP), CX
	XORQ AX, AX
	SUBQ $4, CX
	JLT  left

four:
	VMOVUPD (SI)(AX*8), Y0
	VMINPD  (DI)(AX*8), Y0, Y0
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMOVSD (SI)(AX*8), X0
	VMINSD (DI)(AX*8), X0, X0
	VMOVSD X0, (DI)(AX*8)
	INCQ   AX
	DECQ   CX
	JNE    one

done:
	VZEROUPPER
	RET

// func shareAVX(row, part, whole []float64)
TEXT ·shareAVX(SB), NOSPLIT, $0-72
	MOVQ row_base+0(FP), DI
	MOVQ part_base+24(FP), SI
	MOVQ whole_base+48(FP), DX
	MOVQ row_len+8(FP), CX
	VBROADCASTSD one<>(SB), Y1
	VXORPD Y2, Y2, Y2
	XORQ AX, AX
	SUBQ $4, CX
	JLT  left

four:
	VMOVUPD (SI)(AX*8), Y0
	VDIVPD  (DX)(AX*8), Y0, Y3
	VMINPD  Y1, Y3, Y3
	VCMPPD  $0x0e, Y2, Y0, Y0 // part > 0
	VANDPD  Y0, Y3, Y3
	VMOVUPD Y3, (DI)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMOVSD (SI)(AX*8), X0
	VDIVSD (DX)(AX*8), X0, X3
	VMINSD X1, X3, X3
	VCMPSD $0x0e, X2, X0, X0
	VANDPD X0, X3, X3
	VMOVSD X3, (DI)(AX*8)
	INCQ   AX
	DECQ   CX
	JNE    one

done:
	VZEROUPPER
	RET

// func wholeAVX(row, other []float64, times float64)
TEXT ·wholeAVX(SB), NOSPLIT, $0-56
	MOVQ row_base+0(FP), DI
	MOVQ other_base+24(FP), SI
	VBROADCASTSD times+48(FP), Y1
	MOVQ row_len+8(FP), CX
	CEIL_CONSTANTS
	XORQ AX, AX
	SUBQ $4, CX
	JLT  left

four:
	VMULPD  (SI)(AX*8), Y1, Y0
	CEIL4(Y0)
	VMOVUPD Y0, (DI)(AX*8)
	ADDQ    $4, AX
	SUBQ    $4, CX
	JGE     four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMULSD (SI)(AX*8), X1, X0
	CEIL1(X0)
	VMOVSD X0, (DI)(AX*8)
	INCQ   AX
	DECQ   CX
	JNE    one

done:
	VZEROUPPER
	RET

// func priceAVX(row, volume, index []float64, copies float64, steps []Step)
TEXT ·priceAVX(SB), NOSPLIT, $0-104
	MOVQ row_base+0(FP), DI
	MOVQ volume_base+24(FP), SI
	MOVQ index_base+48(FP), DX
	VBROADCASTSD copies+72(FP), Y1
	MOVQ steps_base+80(FP), BX
	MOVQ steps_len+88(FP), R8
	MOVQ row_len+8(FP), CX
	LEAQ (R8)(R8*2), R8
	LEAQ (BX)(R8*8), R8 // end of the steps
	XORQ AX, AX
	CMPB ·eight(SB), $0
	JEQ  fours
	SUBQ $8, CX
	JLT  few
	VBROADCASTSD X1, Z1

eight:
	VMULPD (SI)(AX*8), Z1, Z0
	VPXORQ Z2, Z2, Z2
	MOVQ   BX, R9

step8:
	VBROADCASTSD 0(R9), Z3
	VBROADCASTSD 8(R9), Z4
	VSUBPD       Z3, Z0, Z5
	VCMPPD       $0x0e, Z3, Z0, K1
	VMULPD       Z4, Z5, Z5
	VBROADCASTSD 16(R9), Z4
	VADDPD       Z4, Z5, K1, Z2
	ADDQ         $24, R9
	CMPQ         R9, R8
	JNE          step8
	VMULPD       (DX)(AX*8), Z2, Z2
	VMOVUPD      Z2, (DI)(AX*8)
	ADDQ         $8, AX
	SUBQ         $8, CX
	JGE          eight

few:
	ADDQ $8, CX

fours:
	SUBQ $4, CX
	JLT  left

four:
	VMULPD       (SI)(AX*8), Y1, Y0 // volume
	VXORPD       Y2, Y2, Y2         // its price
	MOVQ         BX, R9

step4:
	VBROADCASTSD 0(R9), Y3 // From
	VBROADCASTSD 8(R9), Y4 // Each
	VSUBPD       Y3, Y0, Y5
	VCMPPD       $0x0e, Y3, Y0, Y3 // volume > From
	VMULPD       Y4, Y5, Y5
	VBROADCASTSD 16(R9), Y4 // Before
	VADDPD       Y4, Y5, Y5
	VBLENDVPD    Y3, Y5, Y2, Y2
	ADDQ         $24, R9
	CMPQ         R9, R8
	JNE          step4
	VMULPD       (DX)(AX*8), Y2, Y2
	VMOVUPD      Y2, (DI)(AX*8)
	ADDQ         $4, AX
	SUBQ         $4, CX
	JGE          four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMULSD (SI)(AX*8), X1, X0
	VXORPD X2, X2, X2
	MOVQ   BX, R9

step1:
	VMOVSD    0(R9), X3
	VSUBSD    X3, X0, X5
	VCMPSD    $0x0e, X3, X0, X3
	VMULSD    8(R9), X5, X5
	VADDSD    16(R9), X5, X5
	VBLENDVPD X3, X5, X2, X2
	ADDQ      $24, R9
	CMPQ      R9, R8
	JNE       step1
	VMULSD    (DX)(AX*8), X2, X2
	VMOVSD    X2, (DI)(AX*8)
	INCQ      AX
	DECQ      CX
	JNE       one

done:
	VZEROUPPER
	RET

// func fitAVX(first []int, sizes [][4]float64, asked *[4][]float64) (all bool)
TEXT ·fitAVX(SB), NOSPLIT, $0-57
	MOVQ first_base+0(FP), DI
	MOVQ sizes_base+24(FP), SI
	MOVQ sizes_len+32(FP), DX
	MOVQ asked+48(FP), BX
	MOVQ first_len+8(FP), CX
	MOVQ 0(BX), R8
	MOVQ 24(BX), R9
	MOVQ 48(BX), R10
	MOVQ 72(BX), R11
	VPXOR Y10, Y10, Y10 // months in which no size holds
	XORQ R13, R13       // the same of those one by one
	SHLQ $5, DX
	ADDQ SI, DX // end of the sizes
	XORQ AX, AX
	CMPB ·eight(SB), $0
	JEQ  fours
	SUBQ $8, CX
	JLT  few
	VPTERNLOGQ $0xff, Z4, Z4, Z4 // -1
	KXORB      K3, K3, K3 // months in which no size holds

eight:
	VMOVUPD (R8)(AX*8), Z0
	VMOVUPD (R9)(AX*8), Z1
	VMOVUPD (R10)(AX*8), Z2
	VMOVUPD (R11)(AX*8), Z3
	KXNORB  K2, K2, K2 // months that no size has held
	VPXORQ  Z5, Z5, Z5 // sizes that have not
	MOVQ    SI, BX

size8:
	VCMPPD.BCST $0x02, 0(BX), Z0, K1 // asked <= size
	VCMPPD.BCST $0x02, 16(BX), Z2, K4
	VCMPPD.BCST $0x02, 8(BX), Z1, K1, K1
	VCMPPD.BCST $0x02, 24(BX), Z3, K4, K4
	KANDB       K1, K4, K1
	KANDNB      K2, K1, K2
	VPSUBQ      Z4, Z5, K2, Z5
	ADDQ        $32, BX
	CMPQ        BX, DX
	JNE         size8
	VMOVUPD     Z5, (DI)(AX*8)
	KORB        K2, K3, K3
	ADDQ        $8, AX
	SUBQ        $8, CX
	JGE         eight
	KMOVB       K3, R13

few:
	ADDQ $8, CX

fours:
	SUBQ $4, CX
	JLT  left

four:
	VMOVUPD  (R8)(AX*8), Y0
	VMOVUPD  (R9)(AX*8), Y1
	VMOVUPD  (R10)(AX*8), Y2
	VMOVUPD  (R11)(AX*8), Y3
	VPCMPEQQ Y4, Y4, Y4 // months that no size has held
	VPXOR    Y5, Y5, Y5 // sizes that have not
	MOVQ     SI, BX

size4:
	VBROADCASTSD 0(BX), Y6
	VBROADCASTSD 8(BX), Y7
	VBROADCASTSD 16(BX), Y8
	VBROADCASTSD 24(BX), Y9
	VCMPPD       $0x02, Y6, Y0, Y6 // asked <= size
	VCMPPD       $0x02, Y7, Y1, Y7
	VCMPPD       $0x02, Y8, Y2, Y8
	VCMPPD       $0x02, Y9, Y3, Y9
	VANDPD       Y6, Y7, Y6
	VANDPD       Y8, Y9, Y8
	VANDPD       Y6, Y8, Y6
	VANDNPD      Y4, Y6, Y4
	VPSUBQ       Y4, Y5, Y5
	ADDQ         $32, BX
	CMPQ         BX, DX
	JNE          size4
	VMOVUPD      Y5, (DI)(AX*8)
	VORPD        Y4, Y10, Y10
	ADDQ         $4, AX
	SUBQ         $4, CX
	JGE          four

left:
	ADDQ $4, CX
	JEQ  done

one:
	VMOVSD (R8)(AX*8), X0
	VMOVSD (R9)(AX*8), X1
	VMOVSD (R10)(AX*8), X2
	VMOVSD (R11)(AX*8), X3
	XORQ   R12, R12
	MOVQ   SI, BX

size1:
	VUCOMISD 0(BX), X0
	JHI      next
	VUCOMISD 8(BX), X1
	JHI      next
	VUCOMISD 16(BX), X2
	JHI      next
	VUCOMISD 24(BX), X3
	JLS      held

next:
	INCQ R12
	ADDQ $32, BX
	CMPQ BX, DX
	JNE  size1
	INCQ R13

held:
	MOVQ R12, (DI)(AX*8)
	INCQ AX
	DECQ CX
	JNE  one

done:
	VMOVMSKPD Y10, R8
	ORQ       R13, R8
	SETEQ     all+56(FP)
	VZEROUPPER
	RET
