using System.Globalization;
using Kirana.Numerics.Random;
using Kirana.Numerics.Statistics;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>What updated models and whole trainings are worth to each customer on each day, one of each for every seed.</summary>
/// <param name="customers">The number of customers.</param>
/// <param name="seeds">The models of a day.</param>
internal sealed class IncrementAnswers(int customers, int seeds)
{
    private const int Resamples = 1000;

    private readonly List<(double[] Updated, double[] Whole)[]> _days = [];

    /// <summary>Begins a day and returns what is to be filled: for each seed a figure of every customer, 0 where none was asked.</summary>
    public (double[] Updated, double[] Whole)[] AddDay()
    {
        _days.Add([.. Enumerable.Range(0, seeds).Select(_ => (new double[customers], new double[customers]))]);
        return _days[^1];
    }

    /// <summary>The first seed's whole trainings to its updated models, customer by customer: days of one customer are no independent draws.</summary>
    public string SameSeed => OverCustomers(day => day[0].Updated, day => day[0].Whole);

    /// <summary>The first seed's whole trainings to those of the second.</summary>
    public string OtherSeed => OverCustomers(day => day[1].Whole, day => day[0].Whole);

    /// <summary>Both of these day by day.</summary>
    public string DayByDay => string.Join(' ', _days.Select(day => string.Create(CultureInfo.InvariantCulture,
        $"{100 * (day[0].Updated.Sum() / day[0].Whole.Sum() - 1):+0.0;-0.0}|{100 * (day[1].Whole.Sum() / day[0].Whole.Sum() - 1):+0.0;-0.0}")));

    /// <summary>The means of the seeds' updated models beside those of their whole trainings, day by day.</summary>
    public string DayByDayOfMeans => string.Join(' ', _days.Select(day => string.Create(CultureInfo.InvariantCulture,
        $"{100 * (day.Sum(one => one.Updated.Sum()) / day.Sum(one => one.Whole.Sum()) - 1):+0.0;-0.0}")));

    /// <summary>The mean of all seeds' whole trainings to that of their updated models.</summary>
    /// <param name="overDays">Whether the interval is over customers and days, else over customers with all their days. Customers and days are drawn each by themselves, and a figure counts as often as
    /// both of its own were drawn (Owen, "The pigeonhole bootstrap", Annals of Applied Statistics 2007): neither the same customers on many days nor the same day for many customers
    /// pass for more than they are.</param>
    public string MeanOfSeeds(bool overDays)
    {
        double[][] updated = [.. _days.Select(day => Means(day, one => one.Updated))], whole = [.. _days.Select(day => Means(day, one => one.Whole))];
        int[] asked = [.. Enumerable.Range(0, customers).Where(customer => Enumerable.Range(0, _days.Count).Any(day => updated[day][customer] + whole[day][customer] > 0))];
        var losses = new double[Resamples];
        for (var resample = 0; resample < Resamples; resample++)
        {
            var random = new RandomStream(1, (ulong)resample);
            int[] drawn = [.. asked.Select(_ => asked[random.Next(asked.Length)])];
            var (ours, theirs) = (0.0, 0.0);
            for (var day = 0; day < _days.Count; day++)
            {
                var own = overDays ? random.Next(_days.Count) : day;
                foreach (var customer in drawn)
                    (ours, theirs) = (ours + updated[own][customer], theirs + whole[own][customer]);
            }

            losses[resample] = 100 * (ours / theirs - 1);
        }

        Array.Sort(losses);
        var estimate = 100 * (updated.Sum(day => day.Sum()) / whole.Sum(day => day.Sum()) - 1);
        return string.Create(CultureInfo.InvariantCulture, $"{estimate:+0.00;-0.00} % [{Quantile.Of(losses, 0.025):+0.00;-0.00}, {Quantile.Of(losses, 0.975):+0.00;-0.00}]");
    }

    /// <summary>By how many percent a day's whole training differs from another seed's and an updated model from that of its seed: the roots of mean squares.</summary>
    public string Spreads
    {
        get
        {
            var between = _days.SelectMany(day => day.Skip(1).Select(one => 100 * (one.Whole.Sum() / day[0].Whole.Sum() - 1)));
            var within = _days.SelectMany(day => day.Select(one => 100 * (one.Updated.Sum() / one.Whole.Sum() - 1)));
            return string.Create(CultureInfo.InvariantCulture, $"{Deviation(between):0.00} % between seeds, {Deviation(within):0.00} % to updated");
        }
    }

    private static double Deviation(IEnumerable<double> values) => Math.Sqrt(values.Average(value => value * value));

    private double[] Means((double[] Updated, double[] Whole)[] day, Func<(double[] Updated, double[] Whole), double[]> of) =>
        [.. Enumerable.Range(0, customers).Select(customer => day.Average(one => of(one)[customer]))];

    private string OverCustomers(Func<(double[] Updated, double[] Whole)[], double[]> ours, Func<(double[] Updated, double[] Whole)[], double[]> theirs)
    {
        double[] first = SumOf(ours), second = SumOf(theirs);
        int[] asked = [.. Enumerable.Range(0, customers).Where(customer => first[customer] + second[customer] > 0)];
        double[] trained = [.. asked.Select(customer => second[customer])];
        var gain = Bootstrap.PairedDifference([.. asked.Select(customer => first[customer])], trained);
        var unit = 100 / trained.Average();
        return string.Create(CultureInfo.InvariantCulture, $"{unit * gain.Estimate:+0.00;-0.00} % [{unit * gain.Lower:+0.00;-0.00}, {unit * gain.Upper:+0.00;-0.00}]");
    }

    private double[] SumOf(Func<(double[] Updated, double[] Whole)[], double[]> of) =>
        [.. Enumerable.Range(0, customers).Select(customer => _days.Sum(day => of(day)[customer]))];
}
