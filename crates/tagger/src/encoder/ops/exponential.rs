//! Exponentials and what is made of them.

use super::largest;
use rten_simd::ops::{BitOps, FloatOps, IntOps, NumOps};
use rten_simd::{Isa, Simd};

/// Beyond this GELU is taken as 0 or as the identity: at most 1.6e-5 off, as is the polynomial inside.
const GELU_END: f32 = 4.5;
/// Minimax polynomial of `(Φ(x) - 1/2) / x` in `t = 2 (x / GELU_END)² - 1`, weighted by `x²` (what GELU is off by), and
/// exact at the end. Fitted by iteratively reweighted least squares; the lowest power first.
const GELU: [f32; 10] = [
    0.156_904_22,
    -0.077_176_23,
    0.054_721_04,
    -0.040_428_92,
    0.028_292_42,
    -0.017_516_68,
    0.010_825_861,
    -0.007_792_804_4,
    0.004_226_32,
    -0.000_944_122_15,
];

/// `x Φ(x)`, to 2e-5: a hundredth of the step of the bytes that it becomes. No division and no exponential.
#[inline(always)]
pub(super) fn gelu<I: Isa>(isa: I, x: I::F32) -> I::F32 {
    let ops = isa.f32();
    let inside = ops.max(ops.min(x, ops.splat(GELU_END)), ops.splat(-GELU_END));
    let t = ops.mul_add(ops.mul(inside, inside), ops.splat(2.0 / (GELU_END * GELU_END)), ops.splat(-1.0));
    let mut value = ops.splat(GELU[9]);
    for at in (0..9).rev() {
        value = ops.mul_add(value, t, ops.splat(GELU[at]));
    }
    ops.mul(x, ops.mul_add(inside, value, ops.splat(0.5)))
}

/// `e^x` for `x <= 0`, to 3e-6 of it; 0 below -87.
#[inline(always)]
fn exponential<I: Isa>(isa: I, x: I::F32) -> I::F32 {
    const MAGIC: f32 = 12_582_912.0;
    let (ops, ints) = (isa.f32(), isa.i32());
    let whole = ops.mul_add(x, ops.splat(std::f32::consts::LOG2_E), ops.splat(MAGIC));
    let whole = ops.sub(whole, ops.splat(MAGIC));
    // The logarithm of two in two parts, so that the rest is exact.
    let rest = ops.mul_add(whole, ops.splat(-6.931_457_5e-1), x);
    let rest = ops.mul_add(whole, ops.splat(-1.428_606_8e-6), rest);
    let mut value = ops.splat(8.373_124_5e-3);
    for factor in [4.166_953_6e-2, 1.666_647_2e-1, 0.5, 1.0, 1.0] {
        value = ops.mul_add(value, rest, ops.splat(factor));
    }
    let power = ints.shift_left::<23>(ints.add(ops.to_int_trunc(whole), ints.splat(127)));
    let value = ops.mul(value, power.reinterpret_cast::<I::F32>());
    ops.select(ops.zero(), value, ops.lt(x, ops.splat(-87.0)))
}

/// Scores to weights that are not yet divided by their sum, which it gives. The first `present` scores count; the
/// others, up to a whole number of vectors, become 0.
#[inline(always)]
pub(crate) fn softmax<I: Isa>(isa: I, scores: &mut [f32], present: usize) -> f32 {
    let ops = isa.f32();
    let lanes = ops.len();
    if let Some(absent) = scores.get_mut(present..) {
        absent.fill(-1e30);
    }
    let mut most = ops.splat(-1e30);
    for part in scores.chunks_exact(lanes) {
        most = ops.max(most, ops.load(part));
    }
    let most = ops.splat(largest::<I>(most));
    let mut sum = ops.zero();
    for part in scores.chunks_exact_mut(lanes) {
        let value = exponential(isa, ops.sub(ops.load(part), most));
        sum = ops.add(sum, value);
        ops.store(value, part);
    }
    ops.sum(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rten_simd::SimdOp;

    struct Gelu<'a>(&'a mut [f32]);

    impl SimdOp for Gelu<'_> {
        type Output = ();

        fn eval<I: Isa>(self, isa: I) {
            let ops = isa.f32();
            for part in self.0.chunks_exact_mut(ops.len()) {
                ops.store(gelu(isa, ops.load(part)), part);
            }
        }
    }

    struct Softmax<'a>(&'a mut [f32], usize);

    impl SimdOp for Softmax<'_> {
        type Output = f32;

        fn eval<I: Isa>(self, isa: I) -> f32 {
            softmax(isa, self.0, self.1)
        }
    }

    /// The integral of the normal density, by Simpson's rule.
    fn exact(x: f64) -> f64 {
        let (parts, density) = (2000_u32, |t: f64| (-t * t / 2.0).exp());
        let step = x / f64::from(parts);
        let sum: f64 = (0..=parts)
            .map(|at| {
                let weight = if at == 0 || at == parts { 1.0 } else { f64::from(2 + 2 * (at % 2)) };
                weight * density(step * f64::from(at))
            })
            .sum();
        x * (0.5 + sum * step / 3.0 / std::f64::consts::TAU.sqrt())
    }

    #[test]
    fn gelu_is_right_to_two_in_a_hundred_thousand() {
        let mut values: Vec<f32> = (-1280..1280_i16).map(|at| f32::from(at) / 128.0).collect();
        let exact: Vec<f64> = values.iter().map(|&x| exact(f64::from(x))).collect();
        Gelu(&mut values).dispatch();
        for (value, exact) in values.iter().zip(exact) {
            assert!((f64::from(*value) - exact).abs() < 2e-5, "{value} for {exact}");
        }
    }

    #[test]
    fn softmax_counts_only_what_is_there() {
        let mut scores: Vec<f32> = (0..32_u8).map(|at| f32::from(at) * 3.7 - 60.0).collect();
        let exact: Vec<f64> = scores.iter().take(21).map(|&x| f64::from(x - scores[20]).exp()).collect();
        let sum = Softmax(&mut scores, 21).dispatch();
        assert!((f64::from(sum) - exact.iter().sum::<f64>()).abs() < 4e-6);
        for (at, value) in scores.iter().enumerate() {
            let exact = exact.get(at).copied().unwrap_or(0.0);
            assert!((f64::from(*value) - exact).abs() <= exact * 4e-6, "{value} for {exact}");
        }
    }
}
