namespace Kirana.Forecast.Smoothing.Likelihood;

/// <summary>Where a search begins: states read off the first seasons, weights given.</summary>
internal static class StartingPoint
{
    private const int FirstSeasons = 4;
    private const int FirstSteps = 10;
    private const double LeastFactor = 0.05;

    /// <summary>Makes the coordinates; see <see cref="Coordinates"/>.</summary>
    /// <param name="values">The series, of magnitude about 1.</param>
    /// <param name="form">The form.</param>
    /// <param name="season">Steps in one season, at most as long as the series.</param>
    /// <param name="weights">The weights.</param>
    public static double[] Of(ReadOnlySpan<double> values, SmoothingForm form, int season, StartingWeights weights)
    {
        var phases = form.Season == SeasonKind.None ? 1 : season;
        var point = new double[Coordinates.Count(phases)];
        var sloped = form.Trend != TrendKind.None && weights.Sloped;
        (point[0], point[1]) = phases == 1 ? Line(values, sloped) : Cycles(values, phases, form.Season, sloped, point.AsSpan(2, phases - 1));
        // An unsearched coordinate rests where the form ignores it.
        var states = Coordinates.States(phases);
        point[states] = weights.Alpha;
        point[states + 1] = form.Trend == TrendKind.None ? 0 : weights.U;
        point[states + 2] = phases == 1 ? 0 : weights.V;
        point[states + 3] = form.Trend == TrendKind.Damped ? weights.Phi : 1;
        return point;
    }

    /// <summary>The coordinates of parameters, moved into their bounds.</summary>
    /// <param name="given">The parameters, in units in which the series is of magnitude about 1.</param>
    public static double[] At(SmoothingParameters given)
    {
        var phases = Math.Max(1, given.Seasonal.Length);
        var point = new double[Coordinates.Count(phases)];
        (point[0], point[1]) = (given.Level, given.Slope);
        var centre = given.Form.Season switch
        {
            SeasonKind.None => 0,
            SeasonKind.Additive => Mean(given.Seasonal),
            _ => Mean(given.Seasonal) - 1,
        };
        for (var phase = 1; phase < phases; phase++)
            point[phase + 1] = given.Seasonal[phase] - centre;
        var weights = point.AsSpan(Coordinates.States(phases));
        var alpha = weights[0] = Math.Clamp(given.Alpha, Coordinates.SmallestWeight, Coordinates.LargestWeight);
        weights[1] = given.Form.Trend == TrendKind.None ? 0 : Share(given.Beta, alpha);
        weights[2] = phases == 1 ? 0 : Share(given.Gamma, 1 - alpha);
        weights[3] = given.Form.Trend == TrendKind.Damped ? Math.Clamp(given.Phi, Coordinates.SmallestPhi, Coordinates.LargestPhi) : 1;
        return point;
    }

    /// <summary>The parameters of coordinates.</summary>
    /// <param name="form">The form.</param>
    /// <param name="point">The coordinates.</param>
    /// <param name="season">Steps in one season.</param>
    public static SmoothingParameters Parameters(SmoothingForm form, ReadOnlySpan<double> point, int season)
    {
        var phases = form.Season == SeasonKind.None ? 1 : season;
        var seasonal = phases == 1 ? [] : new double[phases];
        if (phases > 1)
        {
            point.Slice(2, phases - 1).CopyTo(seasonal.AsSpan(1));
            seasonal[0] = form.Season == SeasonKind.Multiplicative ? phases : 0;
            for (var phase = 1; phase < phases; phase++)
                seasonal[0] -= seasonal[phase];
        }

        var weights = point[Coordinates.States(phases)..];
        return new SmoothingParameters
        {
            Form = form, Alpha = weights[0], Level = point[0], Slope = form.Trend == TrendKind.None ? 0 : point[1], Seasonal = seasonal,
            Beta = form.Trend == TrendKind.None ? 0 : Coordinates.Beta(weights[0], weights[1]),
            Gamma = phases == 1 ? 0 : Coordinates.Gamma(weights[0], weights[2]),
            Phi = form.Trend == TrendKind.Damped ? weights[3] : 1,
        };
    }

    /// <summary>Where a weight lies between the smallest and a largest.</summary>
    private static double Share(double weight, double largest) =>
        largest > Coordinates.SmallestWeight ? Math.Clamp((weight - Coordinates.SmallestWeight) / (largest - Coordinates.SmallestWeight), 0, 1) : 0;

    /// <summary>The mean of the first steps, or the line through them one step before the first.</summary>
    private static (double Level, double Slope) Line(ReadOnlySpan<double> values, bool sloped)
    {
        var first = values[..Math.Min(FirstSteps, values.Length)];
        var (mean, slope) = (0.0, 0.0);
        foreach (var value in first)
            mean += value / first.Length;
        if (!sloped)
            return (mean, 0);
        var middle = 0.5 * (first.Length - 1);
        for (var t = 0; t < first.Length; t++)
            slope += (t - middle) * (first[t] - mean);
        double n = first.Length;
        slope *= 12 / (n * (n * n - 1));
        return (mean - slope * (middle + 1), slope);
    }

    /// <summary>The slope between the first and the last of a few seasons, and of each phase the mean distance from the line.</summary>
    private static (double Level, double Slope) Cycles(
        ReadOnlySpan<double> values, int season, SeasonKind kind, bool sloped, Span<double> phases)
    {
        var cycles = Math.Min(FirstSeasons, values.Length / season);
        var (first, last) = (Mean(values[..season]), Mean(values.Slice((cycles - 1) * season, season)));
        var slope = cycles == 1 ? 0 : (last - first) / ((cycles - 1.0) * season);
        var level = first - slope * 0.5 * (season + 1);
        Span<double> all = stackalloc double[season];
        all.Clear();
        for (var t = 0; t < cycles * season; t++)
        {
            var line = level + slope * (t + 1);
            all[t % season] += (kind == SeasonKind.Additive ? values[t] - line : line > 0 ? values[t] / line : 1) / cycles;
        }

        if (kind == SeasonKind.Additive)
        {
            var centre = Mean(all);
            foreach (ref var phase in all)
                phase -= centre;
        }
        else
        {
            foreach (ref var phase in all)
                phase = Math.Max(phase, LeastFactor);
            var centre = Mean(all);
            foreach (ref var phase in all)
                phase /= centre;
        }

        all[1..].CopyTo(phases);
        return sloped ? (level, slope) : (Mean(values[..(cycles * season)]), 0);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }
}
