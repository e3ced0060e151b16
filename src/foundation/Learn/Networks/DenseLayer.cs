using Kirana.Learn.Networks.Kernels;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Networks;

/// <summary>A layer z = x·W + b and the three products of its learning: forward, back to its inputs, and the gradient of W.</summary>
/// <param name="Inputs">The numbers of a row of x.</param>
/// <param name="Outputs">The numbers of a row of z.</param>
/// <param name="Weights">W (inputs × outputs).</param>
/// <param name="Bias">b (outputs).</param>
internal sealed record DenseLayer(int Inputs, int Outputs, float[] Weights, float[] Bias)
{
    /// <summary>Below so many rows W is read where it stands: packing it for the products would cost more.</summary>
    private const int FewRows = 4;

    public DenseLayer(int inputs, int outputs) : this(inputs, outputs, new float[checked(inputs * outputs)], new float[outputs])
    {
    }

    /// <summary>z = x·W + b.</summary>
    /// <param name="x">The inputs (rows × inputs).</param>
    /// <param name="rows">The number of rows; each row's sums are the same bits whatever it is.</param>
    /// <param name="sums">Takes z (rows × outputs).</param>
    public void Forward(ReadOnlySpan<float> x, int rows, Span<float> sums)
    {
        if (Outputs == 1)
        {
            // One column would leave the rest of the products' registers empty.
            for (var i = 0; i < rows; i++)
                sums[i] = Dot.Of(x.Slice(i * Inputs, Inputs), Weights) + Bias[0];
            return;
        }

        for (var i = 0; i < rows; i++)
            Bias.CopyTo(sums[(i * Outputs)..]);
        if (rows >= FewRows)
            DenseProduct.Add(rows, Outputs, Inputs, new Strided<float>(x, Inputs, 1), new Strided<float>(Weights, Outputs, 1), sums);
        else
            for (var i = 0; i < rows; i++)
                for (var f = 0; f < Inputs; f++)
                    Axpy.Add(x[i * Inputs + f], Weights.AsSpan(f * Outputs, Outputs), sums.Slice(i * Outputs, Outputs));
    }

    /// <summary>The derivatives of the loss by x: δ·Wᵀ.</summary>
    /// <param name="deltas">δ, those by z (rows × outputs).</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="below">Takes them (rows × inputs).</param>
    public void Back(ReadOnlySpan<float> deltas, int rows, Span<float> below)
    {
        below.Clear();
        if (Outputs == 1)
            for (var i = 0; i < rows; i++)
                Axpy.Add(deltas[i], Weights, below.Slice(i * Inputs, Inputs));
        else
            DenseProduct.Add(rows, Inputs, Outputs, new Strided<float>(deltas, Outputs, 1), new Strided<float>(Weights, 1, Outputs), below);
    }

    /// <summary>The derivatives of the loss by some rows of W: xᵀ·δ.</summary>
    /// <param name="x">The inputs (rows × inputs).</param>
    /// <param name="deltas">δ, the derivatives by z (rows × outputs).</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="first">The first input.</param>
    /// <param name="count">The number of inputs.</param>
    /// <param name="gradient">Takes them (count × outputs).</param>
    public void Gradient(ReadOnlySpan<float> x, ReadOnlySpan<float> deltas, int rows, int first, int count, Span<float> gradient)
    {
        gradient.Clear();
        if (Outputs == 1)
            for (var i = 0; i < rows; i++)
                Axpy.Add(deltas[i], x.Slice(i * Inputs + first, count), gradient);
        else
            DenseProduct.Add(count, Outputs, rows, new Strided<float>(x[first..], 1, Inputs), new Strided<float>(deltas, Outputs, 1), gradient);
    }

    /// <summary>The derivatives of the loss by b: the sums of the columns of δ.</summary>
    public void BiasGradient(ReadOnlySpan<float> deltas, int rows, Span<float> gradient)
    {
        gradient.Clear();
        for (var i = 0; i < rows; i++)
            Axpy.Add(1, deltas.Slice(i * Outputs, Outputs), gradient);
    }
}
