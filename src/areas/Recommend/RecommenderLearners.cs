using System.Text.Json;
using Kirana.Data;
using Kirana.Recommend.Windows;

namespace Kirana.Recommend;

/// <summary>Every learner by its name.</summary>
public static class RecommenderLearners
{
    /// <summary>Makes the learner again whose name and options a model kept.</summary>
    /// <param name="name">The learner's name.</param>
    /// <param name="options">Its options as JSON (<see cref="IRecommenderLearner.Options"/>); what is absent keeps its default.</param>
    /// <returns><see langword="null"/> if this program does not know the learner, or one that it is made of.</returns>
    /// <exception cref="DataException"><c>bad-options</c>: the options are no JSON object, or an option is of another kind.</exception>
    public static IRecommenderLearner? Restore(string name, string options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            using var document = JsonDocument.Parse(options);
            return Restore(name, document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new DataException($"The options of the learner '{name}' cannot be read: {options}", e) { Code = "bad-options" };
        }
    }

    internal static IRecommenderLearner? Restore(string name, JsonElement options) =>
        Windowed.Read(RecommenderKinds.Named(name)?.Learner(options), options);
}
