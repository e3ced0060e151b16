using System.Buffers;

namespace Kirana.Learn.Networks;

/// <summary>Scaled rows through the layers of a network, to its scores. Allocates nothing once its memory is warm.</summary>
internal readonly record struct NetworkPass(DenseLayer[] Layers, Activation Activation)
{
    /// <summary>The scores of rows.</summary>
    /// <param name="inputs">The scaled features (rows × p).</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="scores">Takes the scores (rows × outputs), and maybe is longer.</param>
    public void Run(ReadOnlySpan<float> inputs, int rows, Span<float> scores)
    {
        var most = 0;
        foreach (var layer in Layers)
            most = Math.Max(most, rows * layer.Outputs);
        var (one, other) = (ArrayPool<float>.Shared.Rent(most), ArrayPool<float>.Shared.Rent(most));
        for (var l = 0; l < Layers.Length; l++)
        {
            var layer = Layers[l];
            var sums = (l == Layers.Length - 1 ? scores : one)[..(rows * layer.Outputs)];
            layer.Forward(inputs, rows, sums);
            if (l == Layers.Length - 1)
                break;
            var values = other.AsSpan(0, sums.Length);
            ActivationFunction.Apply(Activation, sums, values);
            inputs = values;
        }

        ArrayPool<float>.Shared.Return(one);
        ArrayPool<float>.Shared.Return(other);
    }
}
