using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>Decides what a scope's forecasts use, one input after another, at times before the held-out end; then compares on that end.</summary>
/// <remarks>An input is used where forecasts with it are not worse by the mean RMSSE of the series. What is known is believed until it does harm; that outliers do
/// not come again is a guess, so forecasts without them must be better beyond chance at each of those times. The held-out end has no say, so its figures are honest.</remarks>
internal static class InputChoice
{
    private static readonly ForecastInputs[] Order = [ForecastInputs.Holidays, ForecastInputs.Offers, ForecastInputs.StockOuts, ForecastInputs.Outliers];

    /// <summary>Chooses and compares.</summary>
    /// <param name="split">The scope's split.</param>
    /// <param name="recipe">How each series is learned.</param>
    /// <param name="available">What there is.</param>
    /// <param name="context">Seed, threads, cancellation.</param>
    public static (ForecastInputs Used, IReadOnlyList<InputTrial> Trials) Of(ForecastSplit split, ForecastRecipe recipe, ForecastInputs available, FitContext context)
    {
        ForecastInputs[] there = [.. Order.Where(input => available.HasFlag(input) && (input != ForecastInputs.Outliers || split.HasOutliers))];
        if (there.Length == 0)
            return (ForecastInputs.None, []);
        var quiet = context with { Progress = null };
        var used = ForecastInputs.None;
        var earlier = split.Earlier();
        double[] Before(ForecastInputs tried) => [.. earlier.SelectMany(one => one.Errors(recipe, tried, quiet))];
        var best = Before(used);
        foreach (var input in there)
        {
            var tried = Before(used | input);
            if (Compare("", true, tried, best) is { Difference.Estimate: <= 0 } && (input != ForecastInputs.Outliers || IsBetterAtEach(used, used | input)))
                (used, best) = (used | input, tried);
        }

        bool IsBetterAtEach(ForecastInputs without, ForecastInputs with) => split.EarlierYet().All(one =>
            Compare("", true, one.Errors(recipe, with, quiet), one.Errors(recipe, without, quiet)) is { Difference.Upper: < 0 });
        var known = new Dictionary<ForecastInputs, double[]>();
        double[] After(ForecastInputs with) => known.TryGetValue(with, out var errors) ? errors : known[with] = split.Errors(recipe, with, quiet);
        var trials = there.Select(input => Compare(NameOf(input), used.HasFlag(input), After(used | input), After(used & ~input))).ToList();
        if (int.PopCount((int)used) > 1)
            trials.Add(Compare("all used", true, After(used), After(ForecastInputs.None)));
        return (used, [.. trials.OfType<InputTrial>()]);
    }

    /// <summary>An input's name in figures and files.</summary>
    public static string NameOf(ForecastInputs input) => input switch
    {
        ForecastInputs.StockOuts => "stock-outs",
        ForecastInputs.Holidays => "holidays",
        ForecastInputs.Offers => "offers",
        _ => "outliers",
    };

    /// <summary>Compares over the series whose errors both tell; nothing if there is none.</summary>
    private static InputTrial? Compare(string name, bool used, double[] with, double[] without)
    {
        int[] both = [.. Enumerable.Range(0, with.Length).Where(i => double.IsFinite(with[i]) && double.IsFinite(without[i]))];
        if (both.Length == 0)
            return null;
        double[] a = [.. both.Select(i => with[i])], b = [.. both.Select(i => without[i])];
        return new InputTrial(name, used, both.Length, a.Average(), b.Average(), Bootstrap.PairedDifference(a, b));
    }
}
