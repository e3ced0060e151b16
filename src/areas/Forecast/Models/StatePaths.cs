using Kirana.Forecast.Arima;

namespace Kirana.Forecast.Models;

/// <summary>Futures of models that move on with every observation: each step is the model's forecast plus an error, and is then observed.</summary>
internal static class StatePaths
{
    /// <summary>How the forecasts of members make one.</summary>
    public delegate double Combination(ReadOnlySpan<double> forecasts);

    /// <summary>The root mean square of residuals; 0 without any.</summary>
    public static double Sigma(ReadOnlySpan<double> residuals)
    {
        var (sum, count, largest) = (0.0, 0, 0.0);
        foreach (var residual in residuals)
            largest = double.IsNaN(residual) ? largest : Math.Max(largest, Math.Abs(residual));
        if (largest == 0)
            return 0;
        foreach (var residual in residuals)
        {
            if (double.IsNaN(residual))
                continue;
            sum += residual / largest * (residual / largest);
            count++;
        }

        return Magnitude.Finite(largest * Math.Sqrt(sum / count));
    }

    /// <summary>Whether every member moves on without a new fit.</summary>
    public static bool CanFollow(IReadOnlyList<ElementaryModel> members)
    {
        foreach (var member in members)
            if (member.Update(double.NaN) is null)
                return false;
        return true;
    }

    /// <summary>The future that given errors make. Where a member would need a new fit, errors lie around the means instead.</summary>
    /// <param name="model">The model.</param>
    /// <param name="members">What it consists of.</param>
    /// <param name="combine">How.</param>
    /// <param name="innovations">Errors in units of the root mean square of the model's residuals.</param>
    /// <param name="path">One place for each.</param>
    /// <exception cref="ArgumentException">There is not one innovation for each step.</exception>
    public static void Follow(
        IForecastModel model, IReadOnlyList<ElementaryModel> members, Combination combine, ReadOnlySpan<double> innovations, Span<double> path)
    {
        if (innovations.Length != path.Length)
            throw new ArgumentException($"There are {innovations.Length} innovations for {path.Length} steps; one each is expected.", nameof(innovations));
        var sigma = Sigma(model.Residuals);
        if (!CanFollow(members))
        {
            using var means = new Scratch(path.Length);
            model.Predict(means.Span);
            for (var k = 0; k < path.Length; k++)
                path[k] = Magnitude.Finite(means.Span[k] + sigma * innovations[k]);
            return;
        }

        if (members.Count == 1)
        {
            Run(members, combine, sigma, innovations, path);
            return;
        }

        // Members that observe their common forecast forecast otherwise than each for itself: an ensemble's future is its forecast and what the errors
        // leave of a difference.
        using var scratch = new Scratch(2 * path.Length);
        var forecasts = scratch.Span[..path.Length];
        var calm = scratch.Span[path.Length..];
        model.Predict(forecasts);
        calm.Clear();
        Run(members, combine, sigma, calm, calm);
        Run(members, combine, sigma, innovations, path);
        for (var k = 0; k < path.Length; k++)
            path[k] = Magnitude.Finite(forecasts[k] + (path[k] - calm[k]));
    }

    private static void Run(
        IReadOnlyList<ElementaryModel> members, Combination combine, double sigma, ReadOnlySpan<double> innovations, Span<double> path)
    {
        ElementaryModel[] now = [.. members];
        using var scratch = new Scratch(now.Length);
        for (var k = 0; k < path.Length; k++)
        {
            for (var i = 0; i < now.Length; i++)
                now[i].Predict(scratch.Span.Slice(i, 1));
            path[k] = Magnitude.Finite(combine(scratch.Span) + sigma * innovations[k]);
            for (var i = 0; i < now.Length && k < path.Length - 1; i++)
                now[i] = now[i].Update(path[k])!;
        }
    }

    /// <summary>The Gaussian quantiles of a model that is linear in its observations: the variance at a step is the sum of the squares of what
    /// an error of each step until then does to it. O(horizon²).</summary>
    /// <returns><see langword="false"/> where errors are not known or the model cannot follow them; then nothing is written.</returns>
    public static bool TryPredict(ElementaryModel model, int horizon, ReadOnlySpan<double> levels, Span<double> quantiles)
    {
        if (Sigma(model.Residuals) == 0 || !CanFollow([model]))
            return false;
        using var scratch = new Scratch(3 * horizon);
        var means = scratch.Span[..horizon];
        var variances = scratch.Span[horizon..(2 * horizon)];
        var shocked = scratch.Span[(2 * horizon)..];
        variances.Clear();
        shocked.Clear();
        model.Follow(shocked, means);
        for (var shock = 0; shock < horizon; shock++)
        {
            shocked.Clear();
            shocked[shock] = 1;
            model.Follow(shocked, shocked);
            for (var k = shock; k < horizon; k++)
                variances[k] += (shocked[k] - means[k]) * (shocked[k] - means[k]);
        }

        for (var i = 0; i < levels.Length; i++)
        {
            var distance = GaussianQuantile.At(levels[i]);
            for (var k = 0; k < horizon; k++)
                quantiles[i * horizon + k] = Magnitude.Finite(means[k] + distance * Math.Sqrt(Magnitude.Finite(variances[k])));
        }

        return true;
    }
}
