//! Linear layers: in bytes for what is wide, in floats for the few numbers that leave the reader.

use super::ModelError;
use super::file::{File, Matrix, STEP};
use super::ops::{Epilogue, Panels, Rows, Use, product};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::{Isa, SimdOp};
use rten_tensor::NdTensorView;

/// Rows that go through a layer together: what lies between two steps then stays in the processor's nearest memory.
pub(crate) const BLOCK: usize = 64;
/// Outputs that are multiplied at once. `rten-gemm` never divides [`BLOCK`] rows and this many columns among threads,
/// whatever pool there is, so the work stays on the caller's thread; and their sums fit into the first cache.
const COLUMNS: usize = 128;

/// What multiplies bytes on this processor.
pub(crate) struct Engine {
    gemm: GemmExecutor<u8, i8, i32>,
    /// The largest byte of a row.
    pub(crate) levels: f32,
}

impl Engine {
    pub(crate) fn new() -> Self {
        let gemm = GemmExecutor::<u8, i8, i32>::new();
        // Without VNNI pairs of products are summed in sixteen bits: 2 * 127 * 127 fits, 2 * 255 * 127 would not.
        let levels = if gemm.may_saturate() { 127.0 } else { 255.0 };
        Self { gemm, levels }
    }
}

/// `y = W x + b` in bytes.
pub(crate) struct Linear {
    pieces: Vec<Piece>,
    outputs: usize,
    inputs: usize,
}

/// Some of the outputs.
struct Piece {
    weights: PackedBMatrix<i8>,
    scales: Vec<f32>,
    /// Sum of each output's weights, times its scale: what the zero of a row adds.
    corrections: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// A layer of a file: `name`, `name.bias`.
    pub(crate) fn read(
        file: &File<'_>,
        engine: &Engine,
        name: &str,
        outputs: usize,
        inputs: usize,
    ) -> Result<Self, ModelError> {
        let layer =
            (file.matrix(name, outputs, inputs)?, file.floats(&format!("{name}.bias"), &[outputs])?, 1.0);
        Ok(Self::pack(engine, &[layer]))
    }

    /// Several layers on the same inputs as one: their weights and biases, and what each is multiplied by.
    pub(crate) fn pack(engine: &Engine, layers: &[(Matrix<'_>, Vec<f32>, f32)]) -> Self {
        let columns = layers.first().map_or(0, |(matrix, ..)| matrix.columns);
        let mut outputs = Vec::new();
        for (matrix, bias, by) in layers {
            let rows = matrix.values.chunks_exact(columns).zip(&matrix.scales).zip(bias);
            outputs.extend(rows.map(|((weights, scale), bias)| (weights, scale * by, bias * by)));
        }
        let pieces = outputs.chunks(COLUMNS).map(|outputs| {
            let weights: Vec<i8> =
                outputs.iter().flat_map(|(weights, ..)| weights.iter().map(|&byte| byte as i8)).collect();
            let scales: Vec<f32> = outputs.iter().map(|&(_, scale, _)| scale).collect();
            let sums = weights
                .chunks_exact(columns)
                .map(|row| row.iter().map(|&weight| i32::from(weight)).sum::<i32>());
            Piece {
                corrections: sums.zip(&scales).map(|(sum, scale)| sum as f32 * scale).collect(),
                weights: engine.gemm.prepack_b(
                    NdTensorView::from_data([outputs.len(), columns], weights.as_slice()).transposed(),
                ),
                bias: outputs.iter().map(|&(.., bias)| bias).collect(),
                scales,
            }
        });
        Self { pieces: pieces.collect(), outputs: outputs.len(), inputs: columns }
    }

    /// How many floats a row has on the way out.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// How many it has on the way in.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    /// At most [`BLOCK`] rows through the layer, into `out`, whose rows are as many floats as the layer has outputs.
    pub(crate) fn run(&self, engine: &Engine, rows: &Rows, sums: &mut Vec<i32>, out: &mut [f32], then: Use) {
        let count = rows.scales.len();
        let left = engine.gemm.prepack_a(NdTensorView::from_data([count, rows.width], rows.bytes.as_slice()));
        let mut at = 0;
        for piece in &self.pieces {
            sums.resize(count * piece.scales.len(), 0);
            let (left, right) = (GemmInputA::Packed(&left), GemmInputB::Packed(&piece.weights));
            // The shapes were checked when the model was loaded, so this cannot fail.
            let done = engine.gemm.gemm(sums, left, right, GemmOptions::default());
            debug_assert!(done.is_ok());
            Epilogue {
                sums,
                row_scales: &rows.scales,
                row_zeros: &rows.zeros,
                scales: &piece.scales,
                corrections: &piece.corrections,
                bias: &piece.bias,
                out,
                stride: self.outputs,
                at,
                then,
            }
            .dispatch();
            at += piece.scales.len();
        }
    }
}

/// `y = W x + b` in floats, for a handful of outputs.
pub(crate) struct Head {
    panels: Vec<f32>,
    bias: Vec<f32>,
    inputs: usize,
}

impl Head {
    /// Several layers of a file as one: the name of each and how many outputs it has.
    pub(crate) fn read(file: &File<'_>, layers: &[(&str, usize)], inputs: usize) -> Result<Self, ModelError> {
        let (mut weights, mut bias) = (Vec::new(), Vec::new());
        for &(name, outputs) in layers {
            weights.extend(file.floats(name, &[outputs, inputs])?);
            bias.extend(file.floats(&format!("{name}.bias"), &[outputs])?);
        }
        let panels = bias.len().div_ceil(STEP);
        let mut packed = vec![0.0; panels * inputs * STEP];
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let panel = packed.iter_mut().skip(output / STEP * inputs * STEP + output % STEP).step_by(STEP);
            for (to, &weight) in panel.zip(row) {
                *to = weight;
            }
        }
        Ok(Self { panels: packed, bias, inputs })
    }

    /// How many floats there are for a row: the outputs, and what fills the last sixteen.
    pub(crate) fn stride(&self) -> usize {
        self.panels.len() / self.inputs
    }

    /// Rows through the layer.
    pub(crate) fn run(&self, rows: &[f32], out: &mut Vec<f32>) {
        let stride = self.stride();
        out.resize(rows.len() / self.inputs * stride, 0.0);
        Multiply { left: rows, panels: Panels { floats: &self.panels, depth: self.inputs }, out, stride }
            .dispatch();
        for row in out.chunks_exact_mut(stride) {
            for (value, bias) in row.iter_mut().zip(&self.bias) {
                *value += bias;
            }
        }
    }
}

struct Multiply<'a> {
    left: &'a [f32],
    panels: Panels<'a>,
    out: &'a mut [f32],
    stride: usize,
}

impl SimdOp for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        product(isa, (self.left, self.panels.depth), self.panels, (self.out, self.stride));
    }
}
