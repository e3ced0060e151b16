using Kirana.Forecast.Arima.Differencing;
using Kirana.Forecast.Models;

namespace Kirana.Forecast.Arima;

/// <summary>What a model forecasts from: its parameters, and what the past leaves to the future.</summary>
/// <remarks>
/// With z = w − mean of the differenced series, u(i) is the share of the past in φ(B) Φ(Bᵐ) z at the i-th step to come (Harvey 1989, section
/// 3.3). A step on, u(i) ← u(i + 1) + φ(i + 1) z + θ(i + 1) ε with z = u(0) + ε: in a forecast ε is 0, in an update the observation less
/// its forecast. Before the filter has settled, in the first steps of a series, an update so weighs a little otherwise than the exact filter.
/// </remarks>
internal sealed class ArimaState
{
    private const int Fixed = 9;

    private readonly double[] _ar;
    private readonly double[] _ma;
    private readonly (int Lag, double Weight)[] _taps;

    /// <summary>Makes a state.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="season">m; 1 where there is no season.</param>
    /// <param name="sigma">The standard deviation of ε.</param>
    /// <param name="past">u.</param>
    /// <param name="recent">The last values of the series, as many as differencing takes, oldest first.</param>
    public ArimaState(ArimaParameters parameters, int season, double sigma, double[] past, double[] recent)
    {
        (Parameters, Season, Sigma, Past, Recent) = (parameters, season, sigma, past, recent);
        _ar = Product(parameters.Ar, parameters.SeasonalAr, season, -1);
        _ma = Product(parameters.Ma, parameters.SeasonalMa, season, 1);
        _taps = Differenced.Taps(parameters.Order.Differences, parameters.Order.SeasonalDifferences, season);
    }

    public ArimaParameters Parameters { get; }

    public int Season { get; }

    public double Sigma { get; }

    /// <summary>u.</summary>
    public double[] Past { get; }

    /// <summary>The last values of the series, oldest first.</summary>
    public double[] Recent { get; }

    /// <summary>φ(B) Φ(Bᵐ) = 1 − Σ φ(k) Bᵏ from k = 1 on.</summary>
    public ReadOnlySpan<double> Ar => _ar;

    /// <summary>θ(B) Θ(Bᵐ) = 1 + Σ θ(k) Bᵏ from k = 1 on.</summary>
    public ReadOnlySpan<double> Ma => _ma;

    /// <summary>The means of the next steps.</summary>
    public void Means(Span<double> means)
    {
        var all = new double[Past.Length + Recent.Length + 1];
        Past.CopyTo(all, 0);
        Recent.CopyTo(all, Past.Length);
        all[^1] = Parameters.Mean(Season);
        var unit = Magnitude.Normalise(all);
        Run(all.AsSpan(0, Past.Length), all.AsSpan(Past.Length, Recent.Length), all[^1], means);
        foreach (ref var mean in means)
            mean = Magnitude.Finite(mean * unit);
    }

    /// <summary>The standard errors of the forecasts: σ √(1 + ψ(1)² + … + ψ(h − 1)²), ψ being what a shock leaves (Box and Jenkins 1970,
    /// section 5.1).</summary>
    public void StandardErrors(Span<double> errors)
    {
        if (errors.Length == 0)
            return;
        Responses(errors[..^1]);
        var sum = 1.0;
        for (var h = 0; h < errors.Length; h++)
        {
            var next = errors[h];
            errors[h] = Magnitude.Finite(Sigma * Math.Sqrt(sum));
            sum = h < errors.Length - 1 ? sum + next * next : sum;
        }
    }

    /// <summary>The future that given errors make: to each mean what every error until then leaves.</summary>
    /// <exception cref="ArgumentException">There is not one innovation for each step.</exception>
    public void Follow(ReadOnlySpan<double> innovations, Span<double> path)
    {
        if (innovations.Length != path.Length)
            throw new ArgumentException($"There are {innovations.Length} innovations for {path.Length} steps; one each is expected.", nameof(innovations));
        if (path.Length == 0)
            return;
        using var scratch = new Scratch(2 * path.Length);
        var means = scratch.Span[..path.Length];
        var responses = scratch.Span[path.Length..^1];
        Means(means);
        Responses(responses);
        // The last step first: a path may lie where its innovations do.
        for (var k = path.Length - 1; k >= 0; k--)
        {
            var sum = innovations[k];
            for (var j = 1; j <= k; j++)
                sum = Math.FusedMultiplyAdd(responses[j - 1], innovations[k - j], sum);
            path[k] = Magnitude.Finite(means[k] + Sigma * sum);
        }
    }

    /// <summary>ψ(1), ψ(2), …: what a shock leaves to the steps after it.</summary>
    private void Responses(Span<double> responses)
    {
        var past = new double[Past.Length];
        for (var i = 0; i < past.Length; i++)
            past[i] = At(_ar, i) + At(_ma, i);
        var recent = new double[Recent.Length];
        if (recent.Length > 0)
            recent[^1] = 1;
        Run(past, recent, 0, responses);
    }

    /// <summary>The state one observation later; a missing one (NaN) is taken to be what was forecast.</summary>
    public ArimaState After(double observation)
    {
        Span<double> forecast = stackalloc double[1];
        Means(forecast);
        var value = double.IsFinite(observation) ? observation : forecast[0];
        var error = Magnitude.Finite(value - forecast[0]);
        var z = Magnitude.Finite((Past.Length > 0 ? Past[0] : 0) + error);
        var past = new double[Past.Length];
        for (var i = 0; i < past.Length; i++)
            past[i] = Magnitude.Finite((i + 1 < past.Length ? Past[i + 1] : 0) + At(_ar, i) * z + At(_ma, i) * error);
        var recent = Recent.Length == 0 ? Recent : [.. Recent[1..], value];
        return new ArimaState(Parameters, Season, Sigma, past, recent);
    }

    /// <summary>As the numbers of a <see cref="ModelState"/>.</summary>
    public ModelState ToModel(string? fallback, int count)
    {
        var (parameters, order) = (Parameters, Parameters.Order);
        double[] numbers =
        [
            order.Ar, order.Differences, order.Ma, order.SeasonalAr, order.SeasonalDifferences, order.SeasonalMa, order.HasConstant ? 1 : 0, Season, Sigma,
            .. parameters.Ar, .. parameters.SeasonalAr, .. parameters.Ma, .. parameters.SeasonalMa, .. Past, .. Recent,
        ];
        return new ModelState(ArimaKind.Arima, fallback, Recent.Length > 0 ? Recent[^1] : 0, 0, parameters.Constant, count, []) { Parameters = numbers };
    }

    /// <summary>Reads the numbers of a <see cref="ModelState"/>.</summary>
    /// <returns><see langword="null"/> if they are no state of this kind.</returns>
    public static ArimaState? Of(ModelState state)
    {
        var numbers = state.Parameters.AsSpan();
        if (numbers.Length < Fixed)
            return null;
        var counts = new int[Fixed - 1];
        for (var i = 0; i < counts.Length; i++)
        {
            if (!(numbers[i] >= 0 && numbers[i] <= Models.Fitting.LongestSeason) || numbers[i] != Math.Floor(numbers[i]))
                return null;
            counts[i] = (int)numbers[i];
        }

        var order = new ArimaOrder(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6] == 1);
        var season = counts[7];
        if (order.Ar > ArimaOrder.Largest || order.Ma > ArimaOrder.Largest || counts[6] > 1 || season < 1 || !(numbers[8] >= 0)
            || Math.Max(Math.Max(order.Differences, order.SeasonalDifferences), Math.Max(order.SeasonalAr, order.SeasonalMa)) > ArimaOrder.LargestSeasonal)
            return null;
        var states = Math.Max(order.Ar + (long)season * order.SeasonalAr, order.Ma + (long)season * order.SeasonalMa);
        var coefficients = order.Ar + order.SeasonalAr + order.Ma + order.SeasonalMa;
        if (numbers.Length != Fixed + coefficients + states + order.Lost(season))
            return null;
        var rest = numbers[Fixed..];
        var parameters = new ArimaParameters
        {
            Order = order, Constant = state.Drift, Ar = Take(ref rest, order.Ar), SeasonalAr = Take(ref rest, order.SeasonalAr),
            Ma = Take(ref rest, order.Ma), SeasonalMa = Take(ref rest, order.SeasonalMa),
        };
        return new ArimaState(parameters, season, numbers[8], Take(ref rest, (int)states), Take(ref rest, rest.Length));
    }

    /// <summary>The product of two factors 1 ± Σ, without its leading 1.</summary>
    internal static double[] Product(double[] factor, double[] seasonal, int season, double sign)
    {
        var product = new double[factor.Length + season * seasonal.Length];
        factor.CopyTo(product, 0);
        for (var s = 0; s < seasonal.Length; s++)
        {
            var at = (s + 1) * season;
            product[at - 1] += seasonal[s];
            for (var i = 0; i < factor.Length; i++)
                product[at + i] += sign * seasonal[s] * factor[i];
        }

        return product;
    }

    /// <summary>Runs on without errors; uses up what it is given.</summary>
    private void Run(Span<double> past, Span<double> recent, double mean, Span<double> means)
    {
        for (var k = 0; k < means.Length; k++)
        {
            var z = past.Length > 0 ? past[0] : 0;
            for (var i = 0; i < past.Length; i++)
                past[i] = (i + 1 < past.Length ? past[i + 1] : 0) + At(_ar, i) * z;
            var value = z + mean;
            foreach (var (lag, weight) in _taps)
                value += weight * (lag > k ? recent[^(lag - k)] : means[k - lag]);
            means[k] = value;
        }
    }

    private static double At(double[] numbers, int place) => place < numbers.Length ? numbers[place] : 0;

    private static double[] Take(ref Span<double> rest, int count)
    {
        var taken = rest[..count].ToArray();
        rest = rest[count..];
        return taken;
    }
}
