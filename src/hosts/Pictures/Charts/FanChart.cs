namespace Kirana.Pictures.Charts;

/// <summary>Makes the picture of a forecast: what happened, what is expected, and bands that hold the truth with a known chance.</summary>
public static class FanChart
{
    /// <summary>The marks of a forecast, to put into a chart.</summary>
    /// <param name="history">Places and values of what was known, oldest first.</param>
    /// <param name="truth">Places and values of what happened after that; empty if nobody knows yet.</param>
    /// <param name="places">The places of the forecast's steps.</param>
    /// <param name="mean">The expected value of each step.</param>
    /// <param name="levels">The quantiles' probabilities, ascending; the lowest and the highest make the widest band, and so on inwards.</param>
    /// <param name="quantiles">For each level the value of each step.</param>
    /// <exception cref="ArgumentException">There is not one list of quantiles for each level.</exception>
    public static IReadOnlyList<Mark> Marks(
        (IReadOnlyList<double> X, IReadOnlyList<double> Y) history, (IReadOnlyList<double> X, IReadOnlyList<double> Y) truth,
        IReadOnlyList<double> places, IReadOnlyList<double> mean, IReadOnlyList<double> levels, IReadOnlyList<IReadOnlyList<double>> quantiles)
    {
        if (levels.Count != quantiles.Count)
            throw new ArgumentException($"There are {levels.Count} levels but {quantiles.Count} lists of quantiles.", nameof(quantiles));
        var marks = new List<Mark>();
        for (int low = 0, high = levels.Count - 1; low < high; low++, high--)
        {
            var share = Math.Round((levels[high] - levels[low]) * 100);
            marks.Add(new BandMark($"{share} % interval", places, quantiles[low], quantiles[high]) { Hue = Hue.Blue });
        }

        if (history.X.Count > 0)
            marks.Add(new LineMark("history", history.X, history.Y) { Hue = Hue.Ink });
        marks.Add(new LineMark("forecast", places, mean) { Hue = Hue.Blue });
        if (truth.X.Count > 0)
            marks.Add(new LineMark("what happened", truth.X, truth.Y) { Hue = Hue.Vermilion });
        return marks;
    }
}
