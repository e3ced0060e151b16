using Kirana.Learn.Networks;
using Kirana.Learn.Networks.Kernels;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Networks;

public sealed class BackPropagationTests
{
    private const int Rows = 7;

    private static readonly int[] s_sizes = [5, 9, 6, 3];

    public static TheoryData<Activation, int> Cases => new MatrixTheoryData<Activation, int>(Enum.GetValues<Activation>(), [0, 1, 3]);

    /// <summary>By central differences of the same network in double.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Derivatives_are_those_of_finite_differences(Activation activation, int classes)
    {
        var (layers, inputs, targets, loss) = Example(classes == 3 ? 3 : 1, classes == 1 ? 2 : classes);
        var found = Gradients(layers, activation, inputs, targets, loss, 1);
        double[][] point = [.. layers.SelectMany(layer => new[] { Array.ConvertAll(layer.Weights, w => (double)w), Array.ConvertAll(layer.Bias, b => (double)b) })];
        for (var part = 0; part < point.Length; part++)
            for (var i = 0; i < point[part].Length; i++)
            {
                var old = point[part][i];
                point[part][i] = old + 1e-5;
                var above = Loss(point, layers, activation, inputs, targets, loss.Classes);
                point[part][i] = old - 1e-5;
                var below = Loss(point, layers, activation, inputs, targets, loss.Classes);
                point[part][i] = old;
                Assert.Equal((above - below) / 2e-5, found[part][i], 2e-5);
            }
    }

    [Theory]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.Relu)]
    public void Threads_change_no_bit_of_a_gradient(Activation activation)
    {
        var (layers, _, _, loss) = Example(3, 3);
        var random = new RandomStream(8);
        float[] inputs = [.. Enumerable.Range(0, 70 * s_sizes[0]).Select(_ => (float)random.NextGaussian())];
        float[] targets = [.. Enumerable.Range(0, 70).Select(row => row % 3f)];
        var expected = Gradients(layers, activation, inputs, targets, loss, 1);
        foreach (var threads in new[] { 2, 4 })
            Assert.Equal(expected, Gradients(layers, activation, inputs, targets, loss, threads));
    }

    [Fact]
    public void A_row_is_the_same_bits_alone_and_among_others()
    {
        var (layers, inputs, _, _) = Example(3, 3);
        foreach (var layer in new[] { layers[0], new DenseLayer(5, 1, layers[0].Weights[..5], [0.5f]) })
        {
            var (all, one) = (new float[Rows * layer.Outputs], new float[layer.Outputs]);
            layer.Forward(inputs, Rows, all);
            for (var i = 0; i < Rows; i++)
            {
                layer.Forward(inputs.AsSpan(i * 5, 5), 1, one);
                Assert.Equal(all[(i * layer.Outputs)..((i + 1) * layer.Outputs)], one);
            }
        }
    }

    [Theory]
    [InlineData(SimdWidth.Bits128)]
    [InlineData(SimdWidth.Bits256)]
    [InlineData(SimdWidth.Bits512)]
    internal void Every_width_gives_the_bits_of_the_plain_forms(SimdWidth width)
    {
        var random = new RandomStream(5);
        float[] x = [.. Enumerable.Range(0, 77).Select(_ => 3 * (float)random.NextGaussian()), float.NaN, 0f, -0f], y = [.. x.Select(v => MathF.Abs(v) + (float)random.NextDouble())];
        Same(default(Positive));
        Same(default(PositiveSlope));
        Same(default(TanhSlope));
        Same(default(LogisticSlope));
        Same(default(LogisticValue));
        Same(default(Negative));
        Same(default(Times));
        Same(default(GeluArgument));
        Same(default(GeluValue));
        Same(default(GeluSlope));
        Same(new SquareMean(0.999f));
        Same(new AdamMove(0.01f, 1.3f, 1e-8f));
        var (plain, fast) = (new float[7 * 5], new float[7 * 5]);
        DenseProduct.Add(SimdWidth.Scalar, 7, 5, 6, new Strided<float>(x, 1, 7), new Strided<float>(y, 5, 1), plain);
        DenseProduct.Add(width, 7, 5, 6, new Strided<float>(x, 1, 7), new Strided<float>(y, 5, 1), fast);
        Assert.Equal(plain, fast);

        void Same<TMap>(TMap map) where TMap : struct, IElementMap
        {
            var (expected, found) = (new float[x.Length], new float[x.Length]);
            Elements.Map(SimdWidth.Scalar, map, x, y, expected);
            Elements.Map(width, map, x, y, found);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void A_dropped_unit_passes_nothing_on_and_the_rest_more()
    {
        var layers = new[] { new DenseLayer(1, 400), new DenseLayer(400, 1) };
        Array.Fill(layers[0].Weights, 1f);
        Array.Fill(layers[1].Weights, 1f);
        var batch = new BackPropagation(layers, Activation.Relu, 0.25, 2);
        batch.Inputs.AsSpan().Fill(1);
        batch.Run(2, 1, seed: 3, batch: 0, (_, _) => batch.Deltas.Fill(1));
        // 300 units of 4/3 each stay of 400, give or take.
        Assert.InRange(batch.Scores[0], 340, 460);
        Assert.NotEqual(batch.Scores[0], batch.Scores[1]);
        batch.Gradients(2, 1, (layer, start, gradient) =>
        {
            if (layer == 0 && start == 0)
                foreach (var derivative in gradient)
                    Assert.Contains(derivative, new[] { 0f, 4 / 3f, 8 / 3f });
        });
    }

    private static float[][] Gradients(DenseLayer[] layers, Activation activation, float[] inputs, float[] targets, NetworkLoss loss, int threads)
    {
        var batch = new BackPropagation(layers, activation, 0, targets.Length);
        inputs.CopyTo(batch.Inputs, 0);
        float[][] found = [.. layers.SelectMany(layer => new[] { new float[layer.Weights.Length], new float[layer.Bias.Length] })];
        batch.Run(targets.Length, threads, 1, 0, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var deltas = batch.Deltas.Slice(i * loss.Outputs, loss.Outputs);
                loss.Of(batch.Scores.Slice(i * loss.Outputs, loss.Outputs), targets[i], deltas);
                Scale.By(1f / targets.Length, deltas);
            }
        });
        batch.Gradients(targets.Length, threads, (layer, start, gradient) => gradient.CopyTo(start < 0 ? found[2 * layer + 1] : found[2 * layer].AsSpan(start)));
        return found;
    }

    private static (DenseLayer[] Layers, float[] Inputs, float[] Targets, NetworkLoss Loss) Example(int outputs, int classes)
    {
        var random = new RandomStream(2);
        int[] sizes = [.. s_sizes[..^1], outputs];
        DenseLayer[] layers = [.. Enumerable.Range(0, 3).Select(l => new DenseLayer(sizes[l], sizes[l + 1]))];
        foreach (var layer in layers)
            foreach (var own in new[] { layer.Weights, layer.Bias })
                for (var i = 0; i < own.Length; i++)
                    own[i] = 0.6f * (float)random.NextGaussian();
        float[] inputs = [.. Enumerable.Range(0, Rows * 5).Select(_ => (float)random.NextGaussian())];
        float[] targets = [.. Enumerable.Range(0, Rows).Select(row => classes == 0 ? row - 2.5f : row % classes)];
        return (layers, inputs, targets, new NetworkLoss(outputs, classes));
    }

    private static double Loss(double[][] point, DenseLayer[] layers, Activation activation, float[] inputs, float[] targets, int classes)
    {
        var total = 0.0;
        for (var row = 0; row < targets.Length; row++)
        {
            double[] values = [.. inputs[(row * 5)..(row * 5 + 5)].Select(v => (double)v)];
            for (var l = 0; l < layers.Length; l++)
            {
                var (below, layer, place) = (values, layers[l], l);
                values = [.. Enumerable.Range(0, layer.Outputs).Select(j => point[2 * place + 1][j] + Enumerable.Range(0, layer.Inputs).Sum(i => below[i] * point[2 * place][i * layer.Outputs + j]))];
                if (l < layers.Length - 1)
                    values = Array.ConvertAll(values, z => activation switch
                    {
                        Activation.Relu => Math.Max(z, 0),
                        Activation.Gelu => 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z))),
                        Activation.Tanh => Math.Tanh(z),
                        _ => 1 / (1 + Math.Exp(-z)),
                    });
            }

            total += classes switch
            {
                0 => (values[0] - targets[row]) * (values[0] - targets[row]) / 2,
                2 => Math.Log(1 + Math.Exp(values[0])) - targets[row] * values[0],
                _ => Math.Log(values.Sum(Math.Exp)) - values[(int)targets[row]],
            };
        }

        return total / targets.Length;
    }
}
