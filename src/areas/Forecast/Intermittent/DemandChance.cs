namespace Kirana.Forecast.Intermittent;

/// <summary>The probability that a step has demand, learned step by step.</summary>
/// <remarks>
/// The mean of four beta-binomial estimates (d + wπ) / (n + w). Two count all steps alike and two forget a tenth with each; two begin with what is
/// believed of such products and two, which are trusted with a tenth each at first, for a product unlike the others, with one demand in four
/// steps, worth two. Each weighs as much as the product of
/// the probabilities it gave to what came next (dynamic model averaging; Raftery, Kárný and Ettler, "Online prediction under model uncertainty via
/// dynamic model averaging", Technometrics 52, 2010): a product whose demand fades is told from one that merely pauses.
/// </remarks>
internal struct DemandChance
{
    /// <summary>The numbers <see cref="CopyTo"/> writes.</summary>
    public const int Count = 10;

    // Found on the parts of two spare-part data sets before their last year.
    private const double Forgetting = 0.1;
    private const double OpenProbability = 0.25;
    private const double OpenWeight = 2;
    private const double OpenTrust = 0.1;
    // No estimate is given up for good.
    private const double LeastTrust = 1e-12;

    private double _prior, _priorWeight;
    private double _demands, _steps, _lateDemands, _lateSteps;
    private double _all, _late, _openAll, _openLate;

    /// <summary>Begins before any step.</summary>
    public DemandChance(DemandPrior prior)
    {
        (_prior, _priorWeight) = (prior.Probability, prior.Weight);
        _openAll = _openLate = OpenTrust;
        _all = _late = 0.5 - OpenTrust;
    }

    /// <summary>Reads what <see cref="CopyTo"/> wrote.</summary>
    public DemandChance(ReadOnlySpan<double> numbers)
    {
        (_prior, _priorWeight) = (numbers[0], numbers[1]);
        (_demands, _steps, _lateDemands, _lateSteps) = (numbers[2], numbers[3], numbers[4], numbers[5]);
        (_all, _late, _openAll, _openLate) = (numbers[6], numbers[7], numbers[8], numbers[9]);
    }

    /// <summary>The probability of demand in the next step.</summary>
    public readonly double Probability
    {
        get
        {
            var (all, late, openAll, openLate) = Estimates();
            return (_all * all + _late * late + _openAll * openAll + _openLate * openLate) / (_all + _late + _openAll + _openLate);
        }
    }

    /// <summary>Takes in whether a step had demand.</summary>
    public void Take(bool came)
    {
        var (all, late, openAll, openLate) = Estimates();
        _all *= came ? all : 1 - all;
        _late *= came ? late : 1 - late;
        _openAll *= came ? openAll : 1 - openAll;
        _openLate *= came ? openLate : 1 - openLate;
        var sum = _all + _late + _openAll + _openLate;
        _all = Math.Max(LeastTrust, _all / sum);
        _late = Math.Max(LeastTrust, _late / sum);
        _openAll = Math.Max(LeastTrust, _openAll / sum);
        _openLate = Math.Max(LeastTrust, _openLate / sum);
        _steps++;
        _lateSteps = (1 - Forgetting) * _lateSteps + 1;
        _lateDemands *= 1 - Forgetting;
        if (!came)
            return;
        _demands++;
        _lateDemands++;
    }

    /// <summary>Writes <see cref="Count"/> numbers.</summary>
    public readonly void CopyTo(Span<double> numbers)
    {
        ReadOnlySpan<double> all = [_prior, _priorWeight, _demands, _steps, _lateDemands, _lateSteps, _all, _late, _openAll, _openLate];
        all.CopyTo(numbers);
    }

    /// <summary>Whether numbers from a file, all of them finite, are such as <see cref="CopyTo"/> writes.</summary>
    public static bool IsSound(ReadOnlySpan<double> numbers) =>
        numbers[0] is > 0 and < 1 && numbers[1] > 0 && numbers[2] >= 0 && numbers[2] <= numbers[3] && numbers[4] >= 0 && numbers[4] <= numbers[5]
        && !numbers[6..Count].ContainsAnyExceptInRange(LeastTrust, 1);

    private readonly (double All, double Late, double OpenAll, double OpenLate) Estimates() => (
        (_demands + _priorWeight * _prior) / (_steps + _priorWeight), (_lateDemands + _priorWeight * _prior) / (_lateSteps + _priorWeight),
        (_demands + OpenWeight * OpenProbability) / (_steps + OpenWeight), (_lateDemands + OpenWeight * OpenProbability) / (_lateSteps + OpenWeight));
}
