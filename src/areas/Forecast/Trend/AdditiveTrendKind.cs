using Kirana.Forecast.Decomposition;
using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Trend;

/// <summary>The last straight piece, cycles that repeat and effects known ahead: ẑ(k) = ℓ + k b + Σ s(k) + x(k); see <see cref="AdditiveTrend"/>. A new
/// observation needs a refit.</summary>
/// <remarks>A state's parameters are the number of effects, the effects and, as in <see cref="MstlParameters"/>, the cycles.</remarks>
internal sealed class AdditiveTrendKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => ElementaryModel.AdditiveTrend;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state)
    {
        var all = state.Parameters.AsSpan();
        return all.Length == 0 || !(all[0] >= 0 && all[0] < all.Length) || all[0] != Math.Floor(all[0])
            ? ("parameters", "a count of effects, the effects and cycles", $"{all.Length} numbers")
            : MstlParameters.Fault(all[(1 + (int)all[0])..]);
    }

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean)
    {
        var count = (int)state.Parameters[0];
        var effects = state.Parameters.AsSpan(1, count);
        var parts = MstlParameters.Of(state.Parameters.AsSpan(1 + count));
        for (var k = 0; k < mean.Length; k++)
        {
            var value = state.Level + (k + 1) * state.Drift;
            foreach (var cycle in parts.Cycles)
                value += cycle[k % cycle.Length];
            if (k < count)
                value += effects[k];
            mean[k] = Magnitude.Finite(parts.Logarithmic ? Elementary.Exp(value) : value);
        }
    }
}
