using Kirana.Data.ModelFiles;
using Kirana.Operate.Registry;
using Kirana.Recommend;

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
        return writer;
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
        return new ShopRecommender(model, popular) { Graphs = graphs };
    }
}
