using System.Globalization;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Import.Vectors;
using Kirana.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Neighbors;
using Kirana.Recommend.Popularity;
using Kirana.Recommend.Ranking;
using Kirana.Recommend.Sessions;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>What vectors of titles from outside add to content on the sample shop: withheld items, launches, all items, and the order of several sources.</summary>
internal static class ItemVectorsCard
{
    private const int Length = 20;
    private const int Days = 60;
    private const ulong Draws = 3;

    private static readonly FitContext Context = FitContext.Default;

    /// <summary>Prints the card.</summary>
    /// <param name="shop">The UCI Online Retail file, packed with gzip.</param>
    /// <param name="file">Vectors of its titles by StockCode.</param>
    /// <param name="ids">The ids of their rows, one a line.</param>
    /// <param name="isRanked">Whether ranked sources are measured too, which takes minutes.</param>
    public static int Run(string shop, string file, string ids, bool isRanked)
    {
        var retail = RetailFile.Read(shop);
        var items = retail.Purchases.Items;
        var table = VectorImport.Read(new VectorRequest("text", file) { IdsPath = ids });
        var titles = items.Ids.Select(id => retail.Titles[id]).ToArray();
        var categories = TitleCategories.Of(titles);
        var words = new ContentItems { Descriptions = new ItemDescriptions(items, id => items.TryGetIndex(id, out var item) ? new ItemDescription { Title = titles[item], Category = categories[item] } : null) };
        var both = words with { Embeddings = [new ItemEmbeddings("text", new IdMap(table.Ids), table.Values, table.Width)] };
        var from = ColdStartCard.End(retail.Purchases) - Days * TimeSpan.MicrosecondsPerDay;

        Write($"{both.Embeddings[0].Over(items).Known} of {items.Count} items have a vector of {table.Width} numbers; recall@{Length}, gains over words alone paired by shopper (95 %)");
        for (var seed = 1UL; seed <= Draws; seed++)
            Among($"a tenth of the items withheld, draw {seed}", ColdStart.WithheldItems(retail.Purchases, ColdStart.Drawn(items.Count, 0.1, seed), from), words, both);
        Among("launches", ColdStart.WithheldItems(retail.Purchases, ColdStart.Launched(retail.Purchases, from), from), words, both);
        var all = TemporalSplit.At(retail.Purchases, from, long.MaxValue, repeats: false);
        Compare("all items", new Split(all.Train, all.Known), words, both, learner => learner.Fit(all.Train, Context), 0);
        for (var seed = 1UL; isRanked && seed <= Draws; seed++)
            Ranked(all, words, both, Context with { Seed = seed });
        return 0;
    }

    private static void Among(string name, Split split, ContentItems words, ContentItems both)
    {
        var isNew = Enumerable.Repeat(true, split.Train.ItemCount).ToArray();
        for (var user = 0; user < split.Train.UserCount; user++)
            foreach (var item in split.Train.ItemsOf(user))
                isNew[item] = false;
        Compare(name, split, words, both, learner => new ColdStartCard.Among(learner.Fit(split.Train, Context), isNew), (double)Length / isNew.Count(one => one));
    }

    private static void Compare(string name, Split split, ContentItems words, ContentItems both, Func<ContentItems, IRecommender> model, double chance)
    {
        Write($"{name}, {split.Cases.Count} shoppers");
        var plain = Recalls(words);
        foreach (var (label, learner) in new[] { ("words", words), ("words and vectors", both), ("vectors alone", both with { Descriptions = null }) })
        {
            var recalls = Recalls(learner);
            var (mean, gain) = (recalls.Average(), Bootstrap.PairedDifference(recalls, plain, seed: Context.Seed));
            Write($"  {label,-18} {mean:0.0000}{(chance > 0 ? string.Create(CultureInfo.InvariantCulture, $" = {mean / chance:0.00} x chance") : "")}, {gain.Estimate:+0.0000;-0.0000} [{gain.Lower:+0.0000;-0.0000}, {gain.Upper:+0.0000;-0.0000}]");
        }

        double[] Recalls(ContentItems learner) => [.. RankingEvaluation.Evaluate(model(learner), split.Cases, [Length], Context).Values[$"recall@{Length}"]];
    }

    private static void Ranked(TemporalSplit split, ContentItems words, ContentItems both, FitContext context)
    {
        RankingReport Of(ContentItems content) => RankingEvaluation.Evaluate(
            new RankedSources { Sources = [new RecencyPopular(), content, new ItemNeighbors(), new Transitions(), new LinearItems(), new ImplicitAls()] }.Fit(split.Train, context), split.Known, [10, Length], context);
        var (without, with) = (Of(words), Of(both));
        foreach (var metric in new[] { "ndcg@10", $"recall@{Length}" })
        {
            var gain = Bootstrap.PairedDifference(with.Values[metric], without.Values[metric], seed: Context.Seed);
            Write($"ranked sources, seed {context.Seed}: {metric} {without.Metrics[metric].Estimate:0.0000} by words, {with.Metrics[metric].Estimate:0.0000} with vectors, {gain.Estimate:+0.0000;-0.0000} [{gain.Lower:+0.0000;-0.0000}, {gain.Upper:+0.0000;-0.0000}]");
        }
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
