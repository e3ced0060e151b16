using Kirana.Forecast.Models;

namespace Kirana.Forecast.Autoregression;

/// <summary>An equation on earlier values, repeated: ẑ(k) = c + Σ φ(l) ẑ(k − l); see <see cref="SeasonalAutoregression"/>.</summary>
internal sealed class AutoregressionKind : IModelKind
{
    /// <inheritdoc/>
    public static string Name => ElementaryModel.SeasonalAutoregression;

    /// <inheritdoc/>
    public static (string Column, string Expected, string Found)? Fault(ModelState state) => AutoregressionParameters.Fault(state.Parameters);

    /// <inheritdoc/>
    public static void Predict(ModelState state, Span<double> mean)
    {
        var view = new AutoregressionParameters(state);
        var past = view.History.Length;
        using var scratch = new Scratch(past + mean.Length);
        view.History.CopyTo(scratch.Span);
        for (var k = 0; k < mean.Length; k++)
            mean[k] = view.Value(scratch.Span[past + k] = view.Next(scratch.Span.Slice(k, past)));
    }

    /// <inheritdoc/>
    public static ModelState? Update(ModelState state, double observation)
    {
        var view = new AutoregressionParameters(state);
        var next = double.IsFinite(observation) ? view.Standard(observation) : view.Next(view.History);
        var parameters = (double[])state.Parameters.Clone();
        var history = parameters.AsSpan(^view.History.Length..);
        history[1..].CopyTo(history);
        history[^1] = next;
        return state with { Count = state.Count + 1, Parameters = parameters };
    }
}
