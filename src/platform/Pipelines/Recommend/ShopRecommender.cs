using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Operate.Registry;
using Kirana.Operate.Shops;
using Kirana.Recommend;
using Kirana.Recommend.Features;
using Kirana.Recommend.Popularity;

namespace Kirana.Pipelines.Recommend;

/// <summary>What the registry keeps for recommending: the model that serves, the popular list behind it and the graphs of product pages, in one file.</summary>
/// <param name="Model">The model that serves.</param>
/// <param name="Popular">The list for shoppers it can say nothing about, and for the places it leaves empty.</param>
internal sealed record ShopRecommender(IRecommender Model, IRecommender Popular)
{
    private const string Kind = "recommend";
    private const int LayoutVersion = 1;

    /// <summary>The graphs by name; see <see cref="ProductGraphs"/>. A file of an older training has none.</summary>
    public IReadOnlyDictionary<string, IRecommender> Graphs { get; init; } = new Dictionary<string, IRecommender>(StringComparer.Ordinal);

    /// <summary>What is popular in which context; <see langword="null"/> in a file of an older training.</summary>
    public ContextShares? Contexts { get; init; }

    /// <summary>What becomes of items; <see langword="null"/> in a file of an older training.</summary>
    public ItemRates? Rates { get; init; }

    /// <summary>What is said of items; <see langword="null"/> if nothing is, or in a file of an older training.</summary>
    public ItemOpinions? Opinions { get; init; }

    /// <summary>The scale of <see cref="Opinions"/> as pages show it.</summary>
    public RatingScale Scale { get; init; } = new();

    /// <summary>What becomes of an item; <see langword="null"/> if it is not known.</summary>
    public ItemPerformance? PerformanceOf(string item)
    {
        if (Rates is null || !Model.Items.TryGetIndex(item, out var place))
            return null;
        var (half, mean) = ((double)(Scale.Highest - Scale.Lowest) / 2, Opinions?.MeanOf(place) ?? float.NaN);
        return new ItemPerformance(Known(Rates.ClickThroughOf(place)), Known(Rates.ConversionOf(place)), Known(Rates.ReturnsOf(place)))
        {
            Rating = Known(mean) is { } centred ? (double)Scale.Lowest + half * (1 + centred) : null, Ratings = float.IsNaN(mean) ? 0 : (int)Opinions!.RatedBy(place),
        };

        static double? Known(float rate) => float.IsFinite(rate) ? rate : null;
    }

    /// <summary>Makes the file.</summary>
    /// <param name="options">The options of the learner of <see cref="Model"/>.</param>
    /// <param name="dataHash">The hash of the shop's data.</param>
    public ModelWriter Write(string options, string dataHash)
    {
        var writer = new ModelWriter(Kind, LayoutVersion, LayoutVersion) { Options = options, DataHash = dataHash };
        RecommenderFile.Write(Model, writer, "model");
        RecommenderFile.Write(Popular, writer, "popular");
        writer.AddStrings("graphs", [.. Graphs.Keys]);
        foreach (var (name, graph) in Graphs)
            RecommenderFile.Write(graph, writer, name);
        Contexts?.Save(writer.Part("contexts", ContextShares.ModelKind));
        Rates?.Save(writer.Part("rates"));
        if (Opinions is null)
            return writer;
        Opinions.Save(writer.Part("opinions"));
        writer.Add("scale", [(float)Scale.Lowest, (float)Scale.Highest]);
        return writer;
    }

    /// <summary>The same with what a shop knows besides purchases.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="interactions">Who bought what.</param>
    public ShopRecommender With(IShop shop, Interactions interactions)
    {
        var contexts = shop.Analysis.UserContexts().ToLookup(one => one.User, one => $"{one.Trait}={one.Value}", StringComparer.Ordinal);
        var (traits, until) = (CatalogueTraits.Of(shop, Model.Items), TestPeriod.Of(interactions, 1).Until + TimeSpan.MicrosecondsPerDay);
        return this with
        {
            Opinions = shop.Analysis.Opinions() is { Count: > 0 } opinions ? ItemOpinions.Of(opinions, Model.Items, traits, long.MaxValue) : null,
            Scale = shop.Settings.Ratings,
            Contexts = new ContextPopular().Fit(interactions, user => contexts[user]),
            Rates = ItemRates.Of(shop.Analysis.ItemLog(ItemRates.Kinds), Model.Items, traits, until),
        };
    }

    /// <summary>Loads a version from the registry.</summary>
    /// <exception cref="Data.DataException">The file is missing, damaged or of another kind.</exception>
    public static ShopRecommender Load(IModelRegistry registry, ModelVersion version)
    {
        using var reader = registry.Open(version);
        return Read(reader);
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="Data.DataException">The file is damaged or of another kind.</exception>
    public static ShopRecommender Read(ModelReader reader)
    {
        reader.Expect(Kind, LayoutVersion);
        var (model, popular) = (RecommenderFile.Read(reader.Part("model")), RecommenderFile.Read(reader.Part("popular")));
        var graphs = (reader.Has("graphs") ? reader.Strings("graphs") : []).ToDictionary(name => name, name => RecommenderFile.Read(reader.Part(name)), StringComparer.Ordinal);
        // Lists go from one to the other by index.
        foreach (var (name, other) in graphs.Append(new("popular", popular)))
            if (!model.Items.Ids.SequenceEqual(other.Items.Ids, StringComparer.Ordinal))
                throw reader.Invalid($"{name}/items", "the items of the model", "others");
        var scale = reader.Has("scale") ? reader.Floats("scale") : [];
        return new ShopRecommender(model, popular)
        {
            Opinions = reader.Has("opinions/shop") ? ItemOpinions.Read(reader.Part("opinions"), model.Items.Count) : null,
            Scale = scale.Length == 2 ? new RatingScale { Lowest = (decimal)scale[0], Highest = (decimal)scale[1] } : new RatingScale(),
            Graphs = graphs, Contexts = reader.Has("contexts/shop") ? ContextShares.Read(reader.Part("contexts"), model.Items) : null,
            Rates = reader.Has("rates/shop") ? ItemRates.Read(reader.Part("rates"), model.Items.Count) : null,
        };
    }
}
