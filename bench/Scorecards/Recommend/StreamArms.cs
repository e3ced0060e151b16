using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Recommend;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Reranking;
using Kirana.Recommend.Streaming;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>One shop that is trained every day, beside one that is trained every week, each with a linear layer over it and without.</summary>
/// <param name="learner">What is trained.</param>
/// <param name="purchases">All purchases.</param>
/// <param name="traits">What is known of items, or <see langword="null"/>.</param>
/// <param name="layer">How the layers learn.</param>
/// <param name="context">The seed.</param>
/// <param name="shownTo">What a shopper was shown at a moment, if it is known.</param>
internal sealed class StreamArms(RankedSources learner, Interactions purchases, ItemTraits? traits, LinearLayer layer, FitContext context, Func<int, long, int[]>? shownTo = null)
{
    private const int DaysOfWeek = 7;

    private LayerMemory? _daily;
    private LayerMemory? _weekly;
    private LayeredModel? _old;
    private int _age;

    /// <summary>What the models are called.</summary>
    public static IReadOnlyList<string> Names { get; } = ["daily", "daily + layer", "daily + layer from the prior", "weekly", "weekly + layer"];

    /// <summary>The layers' weights.</summary>
    public (IReadOnlyList<double> Daily, IReadOnlyList<double> Weekly) Weights => (_daily!.Weights, _weekly!.Weights);

    /// <summary>Plays a day.</summary>
    /// <param name="from">Its first moment, UTC microseconds.</param>
    /// <param name="take">Takes the user, the first and the last event of each basket and the scores by <see cref="Names"/>.</param>
    public void Play(long from, Action<int, Range, float[][]> take)
    {
        var until = from + TimeSpan.MicrosecondsPerDay;
        var known = TemporalSplit.At(purchases, from, until, repeats: true).Train;
        _daily ??= new LayerMemory(layer, from);
        _weekly ??= new LayerMemory(layer, from);
        var model = learner.Fit(known, context);
        var (fresh, alone) = (new LayeredModel(model, known, traits, _daily), new LayeredModel(model, known, traits, new LayerMemory(layer, from)));
        if (_age++ % DaysOfWeek == 0)
            _old = new LayeredModel(model, known, traits, _weekly);
        var scores = Names.Select(_ => new float[model.Items.Count]).ToArray();
        foreach (var (user, basket) in BasketsOf(from, until))
        {
            var shopper = new Shopper(purchases.ItemsOf(user)[..basket.Start.Value], purchases.WeightsOf(user)[..basket.Start.Value], purchases.TimesOf(user)[..basket.Start.Value], purchases.TimesOf(user)[basket.Start.Value]);
            model.Score(shopper, scores[0]);
            fresh.Score(shopper, scores[1]);
            alone.Score(shopper, scores[2]);
            _old!.Base.Score(shopper, scores[3]);
            _old.Score(shopper, scores[4]);
            take(user, basket, scores);
            int[] taken = [.. purchases.ItemsOf(user)[basket].ToArray().Distinct()];
            var weights = new float[taken.Length];
            Array.Fill(weights, 1);
            foreach (var one in (LayeredModel[])[fresh, alone, _old])
                one.Learn(null, shopper, taken, weights, shownTo?.Invoke(user, shopper.Now));
        }
    }

    /// <summary>What customers who bought before bought at one moment, in the order of time.</summary>
    private IEnumerable<(int User, Range Basket)> BasketsOf(long from, long until)
    {
        var found = new List<(long Time, int User, Range Basket)>();
        for (var user = 0; user < purchases.UserCount; user++)
        {
            var times = purchases.TimesOf(user);
            for (int first = 0, end; first < times.Length; first = end)
            {
                for (end = first; end < times.Length && times[end] == times[first];)
                    end++;
                if (first > 0 && times[first] >= from && times[first] < until)
                    found.Add((times[first], user, first..end));
            }
        }

        return found.OrderBy(one => one.Time).ThenBy(one => one.User).Select(one => (one.User, one.Basket));
    }
}
