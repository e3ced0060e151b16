using System.Buffers;
using Kirana.Numerics.Random;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Networks;

/// <summary>One batch through the layers and back.</summary>
/// <remarks>
/// Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", Nature 323 (1986). With a₀ = x:
/// forward zₗ = aₗ₋₁·Wₗ + bₗ and aₗ = f(zₗ), the last layer without f. Back, δₗ being the derivatives of the loss by zₗ:
/// <code>
/// δ_L = (prediction − truth) · weight / |batch|
/// δₗ  = (δₗ₊₁ · Wₗ₊₁ᵀ) ⊙ f′(zₗ)
/// ∂Wₗ = aₗ₋₁ᵀ · δₗ          ∂bₗ = Σ rows of δₗ
/// </code>
/// Rows do not depend on each other but in the last line, where every element is one chain over the rows in order; so threads may part the rows,
/// and then the inputs of a layer, as they like. A dropped unit has the value 0 and passes nothing back (Srivastava et al., JMLR 15, 2014);
/// those that stay are divided by the share that does, so that sums keep their size.
/// </remarks>
internal sealed class BackPropagation
{
    private const int LeastRows = 16;

    private readonly DenseLayer[] _layers;
    private readonly Activation _activation;
    private readonly double _dropout;
    private readonly float[][] _sums;
    private readonly float[][] _values;
    private readonly float[][] _deltas;
    private readonly float[][] _kept;

    /// <summary>Memory for a batch.</summary>
    /// <param name="layers">The layers, in order.</param>
    /// <param name="activation">f.</param>
    /// <param name="dropout">The share of hidden units that a row drops.</param>
    /// <param name="batchRows">The most rows of a batch.</param>
    public BackPropagation(DenseLayer[] layers, Activation activation, double dropout, int batchRows)
    {
        (_layers, _activation, _dropout) = (layers, activation, dropout);
        float[][] Of(IEnumerable<DenseLayer> own) => [.. own.Select(layer => new float[checked(batchRows * layer.Outputs)])];
        _sums = Of(layers);
        _deltas = Of(layers);
        // What is not needed again is overwritten: the sums by their values.
        _values = [.. _sums.Select((sums, l) => ActivationFunction.NeedsSums(activation) && l < layers.Length - 1 ? new float[sums.Length] : sums)];
        _kept = dropout > 0 ? Of(layers[..^1]) : [];
        Inputs = new float[checked(batchRows * layers[0].Inputs)];
    }

    /// <summary>The rows of the batch (rows × p), for the caller to fill.</summary>
    public float[] Inputs { get; }

    /// <summary>The scores of the last layer (rows × outputs).</summary>
    public Span<float> Scores => _values[^1];

    /// <summary>δ of the last layer (rows × outputs), for the caller to fill between the two ways.</summary>
    public Span<float> Deltas => _deltas[^1];

    /// <summary>Forward and back for all rows, so that gradients can be asked for.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="seed">The seed of what is dropped.</param>
    /// <param name="batch">The number of the batch.</param>
    /// <param name="loss">Fills <see cref="Deltas"/> from <see cref="Scores"/> for rows from the first up to the second number.</param>
    public void Run(int rows, int threads, ulong seed, long batch, Action<int, int> loss)
    {
        var block = threads == 1 ? rows : Math.Max(LeastRows, (rows + threads - 1) / threads);
        Blocks.Run(rows, block, threads, CancellationToken.None, (_, start, end) =>
        {
            if (_dropout > 0)
                Drop(start, end, seed, batch);
            Forward(start, end);
            loss(start, end);
            Back(start, end);
        });
    }

    /// <summary>Gives out the gradients of all parameters of the batch, layer after layer in pieces.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="move">Takes the layer, the first weight, or −1 for the bias, and the derivatives, whose memory it may use up.</param>
    public void Gradients(int rows, int threads, GradientAction move)
    {
        var pieces = new List<(int Layer, int First, int Count)>();
        for (var l = 0; l < _layers.Length; l++)
        {
            var (inputs, count) = (_layers[l].Inputs, threads == 1 ? _layers[l].Inputs : Math.Max(LeastRows, (_layers[l].Inputs + threads - 1) / threads));
            for (var first = 0; first < inputs; first += count)
                pieces.Add((l, first, Math.Min(count, inputs - first)));
            pieces.Add((l, -1, 1));
        }

        Blocks.Run(pieces.Count, 1, threads, CancellationToken.None, (piece, _, _) =>
        {
            var (l, first, count) = pieces[piece];
            var (layer, below) = (_layers[l], l == 0 ? Inputs : _values[l - 1]);
            var rented = ArrayPool<float>.Shared.Rent(count * layer.Outputs);
            var gradient = rented.AsSpan(0, count * layer.Outputs);
            var deltas = _deltas[l].AsSpan(0, rows * layer.Outputs);
            if (first < 0)
                layer.BiasGradient(deltas, rows, gradient);
            else
                layer.Gradient(below.AsSpan(0, rows * layer.Inputs), deltas, rows, first, count, gradient);
            move(l, first < 0 ? -1 : first * layer.Outputs, gradient);
            ArrayPool<float>.Shared.Return(rented);
        });
    }

    private void Forward(int start, int end)
    {
        for (var l = 0; l < _layers.Length; l++)
        {
            var layer = _layers[l];
            var below = (l == 0 ? Inputs : _values[l - 1]).AsSpan(start * layer.Inputs, (end - start) * layer.Inputs);
            var sums = Part(_sums[l], layer, start, end);
            var values = Part(_values[l], layer, start, end);
            layer.Forward(below, end - start, sums);
            if (l == _layers.Length - 1)
                break;
            ActivationFunction.Apply(_activation, sums, values);
            if (_dropout > 0)
                Kernels.Elements.Map(default(Kernels.Times), values, Part(_kept[l], layer, start, end), values);
        }
    }

    private void Back(int start, int end)
    {
        for (var l = _layers.Length - 1; l > 0; l--)
        {
            var (layer, below) = (_layers[l], _layers[l - 1]);
            var deltas = Part(_deltas[l - 1], below, start, end);
            var values = Part(_values[l - 1], below, start, end);
            layer.Back(Part(_deltas[l], layer, start, end), end - start, deltas);
            if (_dropout > 0)
            {
                var kept = Part(_kept[l - 1], below, start, end);
                Kernels.Elements.Map(default(Kernels.Times), deltas, kept, deltas);
                Undo(values, kept);
            }

            ActivationFunction.Slope(_activation, Part(_sums[l - 1], below, start, end), values, deltas);
            if (_dropout > 0)
                Kernels.Elements.Map(default(Kernels.Times), values, Part(_kept[l - 1], below, start, end), values);
        }
    }

    /// <summary>The values before they were divided by the share of units that stay; derivatives are of those.</summary>
    private void Undo(Span<float> values, ReadOnlySpan<float> kept)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = kept[i] > 0 ? values[i] / kept[i] : 0;
    }

    /// <summary>What the values of each row's units are multiplied by: 0, or 1 by the share of units that stay.</summary>
    private void Drop(int start, int end, ulong seed, long batch)
    {
        var (limit, factor) = ((uint)Math.Min(uint.MaxValue, _dropout * (1L << 32)), (float)(1 / (1 - _dropout)));
        for (var row = start; row < end; row++)
        {
            var random = new RandomStream(seed, RandomUse.Dropout + ((ulong)batch << 32) + (ulong)row);
            for (var l = 0; l < _kept.Length; l++)
                foreach (ref var kept in Part(_kept[l], _layers[l], row, row + 1))
                    kept = random.NextUInt32() < limit ? 0 : factor;
        }
    }

    private static Span<float> Part(float[] all, DenseLayer layer, int start, int end) => all.AsSpan(start * layer.Outputs, (end - start) * layer.Outputs);
}
