using System.Globalization;
using System.Text.Json;
using Kirana.Data.Feedback;
using Kirana.Data.Fitting;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Statistics;
using Kirana.Pipelines.Recommend;
using Kirana.Recommend;
using Kirana.Recommend.Content;
using Kirana.Recommend.Evaluation;
using Kirana.Recommend.Factorization;
using Kirana.Recommend.Popularity;

namespace Kirana.Bench.Scorecards.Recommend;

/// <summary>New items and new users on real data: beauty with its attributes, and the sample shop with its titles.</summary>
internal static class ColdStartCard
{
    private const int Length = 20;
    private const int LaunchDays = 60;
    private const int LaunchPeriods = 5;
    private const ulong ContextSeeds = 5;

    private static readonly FitContext Context = FitContext.Default;

    /// <summary>Prints the card.</summary>
    /// <param name="folder">Holds <c>beauty.txt</c> and <c>beauty-attributes.json</c>.</param>
    /// <param name="shop">The UCI Online Retail file, packed with gzip.</param>
    public static int Run(string folder, string shop)
    {
        var retail = RetailFile.Read(shop);
        Write($"sample shop, a tenth of the users withheld, {ContextSeeds} draws, the next 20 purchases, by country");
        Visitors(retail);
        var (users, items) = (new IdMap(), new IdMap());
        var beauty = SequenceFile.Read(Path.Combine(folder, "beauty.txt"), users, items);
        var marks = Marks(Path.Combine(folder, "beauty-attributes.json"));
        var beautyContent = new ContentItems { Descriptions = new ItemDescriptions(items, id => marks.TryGetValue(id, out var found) ? new ItemDescription { Marks = found } : null) };
        NewItems("beauty, a tenth of the items withheld", ColdStart.WithheldItems(beauty, ColdStart.Drawn(beauty.ItemCount, 0.1, Context.Seed)), beautyContent);
        NewUsers("beauty, a tenth of the users withheld, the next item", beauty, 1, beautyContent);

        var titles = retail.Purchases.Items.Ids.Select(id => retail.Titles[id]).ToArray();
        var categories = TitleCategories.Of(titles);
        var content = new ContentItems
        {
            Descriptions = new ItemDescriptions(retail.Purchases.Items, id => retail.Purchases.Items.TryGetIndex(id, out var item) ? new ItemDescription { Title = titles[item], Category = categories[item] } : null),
        };
        var from = End(retail.Purchases) - LaunchDays * TimeSpan.MicrosecondsPerDay;
        NewItems($"sample shop, a tenth of the items withheld, the last {LaunchDays} days", ColdStart.WithheldItems(retail.Purchases, ColdStart.Drawn(retail.Purchases.ItemCount, 0.1, Context.Seed), from), content);
        NewItems($"sample shop, launches of the last {LaunchDays} days", ColdStart.WithheldItems(retail.Purchases, ColdStart.Launched(retail.Purchases, from), from), content);
        Launches(retail.Purchases, content);
        AllItems($"sample shop, all items of the last {LaunchDays} days, new to the shopper", TemporalSplit.At(retail.Purchases, from, long.MaxValue, repeats: false), content);
        NewUsers("sample shop, a tenth of the users withheld, the next 20 purchases", retail.Purchases, 20, content);
        return 0;
    }

    private static void NewItems(string name, Split split, ContentItems learner)
    {
        var isKnown = new bool[split.Train.ItemCount];
        for (var user = 0; user < split.Train.UserCount; user++)
            foreach (var item in split.Train.ItemsOf(user))
                isKnown[item] = true;
        var isNew = Array.ConvertAll(isKnown, known => !known);
        var count = isNew.Count(one => one);
        var chance = Math.Min(1, (double)Length / count);
        Write($"{name}: {count} new items, {split.Cases.Count} users");
        var (popular, als, content) = (new Popular().Fit(split.Train, Context), Recipes.Named(Recipes.Default).Learner.Fit(split.Train, Context), learner.Fit(split.Train, Context));
        var joined = new NewItems { Base = Recipes.Named(Recipes.Default).Learner, Content = learner }.Join(als, content, split.Train);
        Write($"  lists of new items only: by chance, which is all that popularity knows of them, recall@{Length} {chance:0.0000}");
        foreach (var (label, model) in new (string, IRecommender)[] { ("what everybody likes of their terms", new Unasked(content)), ("content", content) })
        {
            var report = RankingEvaluation.Evaluate(new Among(model, isNew), split.Cases, [Length], Context);
            Write($"    {label,-38} recall {Recall(report)} = {report.Metrics[$"recall@{Length}"].Estimate / chance:0.0} x chance, ndcg {report.Metrics[$"ndcg@{Length}"].Estimate:0.0000}");
        }

        Write($"  lists of all items, recall@{Length} of new ones");
        foreach (var (label, model) in new (string, IRecommender)[] { ("popular", popular), (Recipes.Default, als), ("content", content), ($"new-items over {Recipes.Default}", joined) })
            Write($"    {label,-38} recall {Recall(RankingEvaluation.Evaluate(model, split.Cases, [Length], Context))}");
    }

    /// <summary>Launches of one period after the other, each with what came before it, and all together.</summary>
    private static void Launches(Interactions interactions, ContentItems learner)
    {
        var (end, found, byChance) = (End(interactions), new Dictionary<string, double>(StringComparer.Ordinal), 0.0);
        var best = 0.0;
        for (var period = LaunchPeriods; period >= 1; period--)
        {
            var from = end - period * LaunchDays * TimeSpan.MicrosecondsPerDay;
            var past = TemporalSplit.At(interactions, from + LaunchDays * TimeSpan.MicrosecondsPerDay, long.MaxValue, repeats: true).Train;
            var (later, never) = (ColdStart.Launched(past, from), ColdStart.Launched(past, long.MaxValue));
            bool[] isNew = [.. later.Zip(never, (comes, stays) => comes && !stays)];
            var split = ColdStart.WithheldItems(past, isNew, from);
            var chance = Math.Min(1, (double)Length / isNew.Count(one => one));
            var recalls = RankingEvaluation.Evaluate(new Among(learner.Fit(split.Train, Context), isNew), split.Cases, [Length], Context).Values[$"recall@{Length}"];
            var bought = new float[isNew.Length];
            for (var request = 0; request < split.Cases.Count; request++)
            {
                found[split.Cases.UserOf(request)] = found.GetValueOrDefault(split.Cases.UserOf(request)) + recalls[request];
                foreach (var item in split.Cases.TargetsOf(request))
                    bought[item]++;
            }

            var most = RankingEvaluation.Evaluate(new Among(new Foretold(split.Train.Items, bought), isNew), split.Cases, [Length], Context).Metrics[$"recall@{Length}"].Estimate;
            (byChance, best) = (byChance + chance * recalls.Length, best + most * recalls.Length);
            Write($"sample shop, launches of days {(period - 1) * LaunchDays} to {period * LaunchDays} before the end: {isNew.Count(one => one)} items, {recalls.Length} users, chance {chance:0.0000}, content recall@{Length} {recalls.Average():0.0000} = {recalls.Average() / chance:0.00} x, with what will be bought most {most:0.0000} = {most / chance:0.00} x");
        }

        // Shoppers are drawn, each with all periods.
        var (interval, scale) = (Bootstrap.MeanInterval([.. found.Values], seed: Context.Seed), found.Count / byChance);
        Write($"  together {interval.Estimate * scale:0.00} x chance [{interval.Lower * scale:0.00}, {interval.Upper * scale:0.00}], with what will be bought most {best / byChance:0.00} x");
    }

    private static void AllItems(string name, TemporalSplit split, ContentItems learner)
    {
        Write($"{name}: {split.Known.Count} users");
        var (als, content) = (Recipes.Named(Recipes.Default).Learner.Fit(split.Train, Context), learner.Fit(split.Train, Context));
        var joined = new NewItems { Base = Recipes.Named(Recipes.Default).Learner, Content = learner };
        foreach (var (label, model) in new[] { ("popular", new Popular().Fit(split.Train, Context)), (Recipes.Default, als), ("content", content) })
            Line(label, RankingEvaluation.Evaluate(model, split.Known, [Length], Context));
        foreach (var caution in new[] { 1.0, 2, 4 })
            Line($"new-items over {Recipes.Default}, caution {caution}", RankingEvaluation.Evaluate((joined with { Caution = caution }).Join(als, content, split.Train), split.Known, [Length], Context));
    }

    private static void NewUsers(string name, Interactions interactions, int followed, ContentItems learner)
    {
        Write($"{name}");
        foreach (var known in new[] { 0, 1, 3 })
        {
            var split = ColdStart.WithheldUsers(interactions, 0.1, known, followed, Context.Seed);
            Write($"  {known} events known, {split.Cases.Count} users");
            foreach (var recipe in new IRecommenderLearner[] { new Popular(), Recipes.Named(Recipes.Default).Learner, Recipes.Named("item-neighbors").Learner, learner })
                Line(recipe.Name, RankingEvaluation.Evaluate(recipe.Fit(split.Train, Context), split.Cases, [Length], Context));
            Line($"new-items over {Recipes.Default}", RankingEvaluation.Evaluate(
                new NewItems { Base = new ImplicitAls(), Content = learner }.Fit(split.Train, Context), split.Cases, [Length], Context));
        }
    }

    /// <summary>Visitors of whom a country is known and a few events, users withheld by several seeds: what is popular with everybody against what is popular there, and a model joined with either.</summary>
    private static void Visitors(RetailFile retail)
    {
        const int Cutoff = 10;
        foreach (var known in new[] { 0, 1, 3 })
        {
            var values = new Dictionary<string, List<(bool IsHome, double Ndcg)>>(StringComparer.Ordinal);
            for (var seed = Context.Seed; seed < Context.Seed + ContextSeeds; seed++)
            {
                var split = ColdStart.WithheldUsers(retail.Purchases, 0.1, known, 20, seed);
                string[] homes = [.. Enumerable.Range(0, split.Cases.Count).Select(request => retail.Countries[split.Cases.UserOf(request)])];
                var shares = new ContextPopular().Fit(split.Train, user => ["country=" + retail.Countries[user]]);
                var popular = new Popular().Fit(split.Train, Context);
                Add("popular", popular);
                Add("popular there", null);
                if (known > 0)
                {
                    var model = Recipes.Named("item-neighbors").Learner.Fit(split.Train, Context);
                    Add("item-neighbors", model);
                }

                void Add(string name, IRecommender? model)
                {
                    var all = values.TryGetValue(name, out var list) ? list : values[name] = [];
                    if (model is not null)
                    {
                        all.AddRange(RankingEvaluation.Evaluate(model, split.Cases, [Cutoff], Context).Values[$"ndcg@{Cutoff}"].Select((value, request) => (homes[request] is "United Kingdom", value)));
                        return;
                    }

                    var there = new double[homes.Length];
                    foreach (var country in homes.Distinct(StringComparer.Ordinal))
                    {
                        var own = RankingEvaluation.Evaluate(shares.For(popular, ["country=" + country]), split.Cases, [Cutoff], Context).Values[$"ndcg@{Cutoff}"];
                        for (var request = 0; request < homes.Length; request++)
                            there[request] = string.Equals(homes[request], country, StringComparison.Ordinal) ? own[request] : there[request];
                    }

                    all.AddRange(there.Select((value, request) => (homes[request] is "United Kingdom", value)));
                }
            }

            foreach (var (where, isWanted) in new (string, Func<bool, bool>)[] { ("all", _ => true), ("United Kingdom", home => home), ("elsewhere", home => !home) })
            {
                double[] Of(string name) => [.. values[name].Where(one => isWanted(one.IsHome)).Select(one => one.Ndcg)];
                var gain = Bootstrap.PairedDifference(Of("popular there"), Of("popular"), seed: Context.Seed);
                Write($"  {known} events known, {where}, {Of("popular").Length} visitors, ndcg@{Cutoff}: {string.Join(", ", values.Keys.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name} {Of(name).Average():0.0000}")))}; there against everywhere {gain.Estimate:+0.0000;-0.0000} [{gain.Lower:+0.0000;-0.0000}, {gain.Upper:+0.0000;-0.0000}]");
            }
        }
    }

    private static void Line(string label, RankingReport report) =>
        Write($"    {label,-38} recall {Recall(report)}, ndcg {report.Metrics[$"ndcg@{Length}"].Estimate:0.0000}");

    private static string Recall(RankingReport report)
    {
        var recall = report.Metrics[$"recall@{Length}"];
        return string.Create(CultureInfo.InvariantCulture, $"{recall.Estimate:0.0000} [{recall.Lower:0.0000}, {recall.Upper:0.0000}]");
    }

    /// <summary>The attributes of every item.</summary>
    internal static Dictionary<string, string[]> Marks(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.EnumerateObject().ToDictionary(
            item => item.Name, item => item.Value.EnumerateArray().Select(mark => mark.ToString()).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The moment after the last event.</summary>
    internal static long End(Interactions interactions) =>
        1 + Enumerable.Range(0, interactions.UserCount).Max(user => interactions.TimesOf(user) is { IsEmpty: false } times ? times[^1] : long.MinValue);

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>A model that lists some items only.</summary>
    internal sealed class Among(IRecommender model, bool[] isListed) : IRecommender
    {
        public string Kind => model.Kind;

        public IdMap Items => model.Items;

        public void Score(Shopper shopper, Span<float> scores)
        {
            model.Score(shopper, scores);
            for (var item = 0; item < scores.Length; item++)
                if (!isListed[item])
                    scores[item] = float.NegativeInfinity;
        }

        public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => model.Explain(shopper, item);

        public void Save(ModelWriter writer) => throw new NotSupportedException();
    }

    /// <summary>Everybody's list is what will be bought most: more than any list that is the same for all can know.</summary>
    private sealed class Foretold(IdMap items, float[] bought) : IRecommender
    {
        public string Kind => "foretold";

        public IdMap Items => items;

        public void Score(Shopper shopper, Span<float> scores) => bought.CopyTo(scores);

        public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => [];

        public void Save(ModelWriter writer) => throw new NotSupportedException();
    }

    /// <summary>A model that is told nothing of the shopper.</summary>
    private sealed class Unasked(IRecommender model) : IRecommender
    {
        public string Kind => model.Kind;

        public IdMap Items => model.Items;

        public void Score(Shopper shopper, Span<float> scores) => model.Score(default, scores);

        public IReadOnlyList<Reason> Explain(Shopper shopper, int item) => [];

        public void Save(ModelWriter writer) => throw new NotSupportedException();
    }
}
