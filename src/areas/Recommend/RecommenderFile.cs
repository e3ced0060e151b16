using Kirana.Data;
using Kirana.Data.ModelFiles;

namespace Kirana.Recommend;

/// <summary>Reads and writes recommenders of every kind this program knows.</summary>
public static class RecommenderFile
{
    private const int LayoutVersion = 1;

    /// <summary>Makes the model file of a recommender.</summary>
    /// <param name="model">Any recommender.</param>
    public static ModelWriter Write(IRecommender model)
    {
        var writer = new ModelWriter(model.Kind, LayoutVersion, LayoutVersion);
        model.Save(writer);
        return writer;
    }

    /// <summary>Writes a recommender as a part of a composite.</summary>
    /// <param name="model">Any recommender.</param>
    /// <param name="whole">The composite.</param>
    /// <param name="part">The part's name without a slash.</param>
    public static void Write(IRecommender model, ModelWriter whole, string part) => model.Save(whole.Part(part, model.Kind));

    /// <summary>Reads a recommender from its own file or from a part of a composite.</summary>
    /// <param name="reader">The file or part.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, or of a kind or version this program does not know.</exception>
    public static IRecommender Read(ModelReader reader) => RecommenderKinds.Named(reader.Kind) is { } kind
        ? kind.Model(reader)
        : throw new DataException($"The model file {reader.Name} holds a '{reader.Kind}', which is no recommender this program knows.")
        {
            Code = "bad-model", File = reader.Name, Hint = "Use the version of this program that trained it, or train again.",
        };
}
