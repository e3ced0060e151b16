using Kirana.Data.ModelFiles;
using Kirana.Operate.Registry;
using Kirana.Recommend;

namespace Kirana.Pipelines.Recommend;

/// <summary>What the registry keeps for recommending: the model that serves and the popular list behind it, in one file.</summary>
/// <param name="Model">The model that serves.</param>
/// <param name="Popular">The list for shoppers it can say nothing about, and for the places it leaves empty.</param>
internal sealed record ShopRecommender(IRecommender Model, IRecommender Popular)
{
    private const string Kind = "recommend";
    private const int LayoutVersion = 1;

    /// <summary>Makes the file.</summary>
    /// <param name="options">The options of the learner of <see cref="Model"/>.</param>
    /// <param name="dataHash">The hash of the shop's data.</param>
    public ModelWriter Write(string options, string dataHash)
    {
        var writer = new ModelWriter(Kind, LayoutVersion, LayoutVersion) { Options = options, DataHash = dataHash };
        RecommenderFile.Write(Model, writer, "model");
        RecommenderFile.Write(Popular, writer, "popular");
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
        // Lists go from one to the other by index.
        if (!model.Items.Ids.SequenceEqual(popular.Items.Ids, StringComparer.Ordinal))
            throw reader.Invalid("popular/items", "the items of the model", "others");
        return new ShopRecommender(model, popular);
    }
}
