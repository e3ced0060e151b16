using Kirana.Forecast.Models;
using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Decomposition;

/// <summary>A level with a slope that fades and cycles that repeat: ẑ(k) = ℓ + (φ + … + φᵏ) b + Σ s(k); see <see cref="MstlMethod"/>.</summary>
internal sealed class MstlKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => ElementaryModel.Mstl;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) => MstlParameters.Fault(state.Parameters);

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean)
    {
        var parameters = MstlParameters.Of(state.Parameters);
        var (level, slope) = (state.Level, state.Drift);
        for (var k = 0; k < mean.Length; k++)
        {
            slope *= parameters.Phi;
            level += slope;
            var value = level;
            foreach (var cycle in parameters.Cycles)
                value += cycle[k % cycle.Length];
            mean[k] = Magnitude.Finite(parameters.Logarithmic ? Elementary.Exp(value) : value);
        }
    }

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation)
    {
        var parameters = MstlParameters.Of(state.Parameters);
        var moved = state.Level + parameters.Phi * state.Drift;
        var season = 0.0;
        foreach (var cycle in parameters.Cycles)
        {
            season += cycle[0];
        }

        // What has no logarithm, like what is missing, tells nothing.
        var value = !parameters.Logarithmic ? observation : observation > 0 ? Elementary.Log(observation) : double.NaN;
        var error = value - season - moved;
        if (!double.IsFinite(error))
            error = 0;
        return state with
        {
            Level = Magnitude.Finite(moved + state.Alpha * error), Drift = Magnitude.Finite(parameters.Phi * state.Drift + parameters.Beta * error),
            Count = state.Count + 1, Parameters = (parameters with { Cycles = Array.ConvertAll(parameters.Cycles, Cycle.Turn) }).ToArray(),
        };
    }
}
