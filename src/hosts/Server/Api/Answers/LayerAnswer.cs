using System.ComponentModel;
using Kirana.Pipelines.Serving;

namespace Kirana.Server.Api.Answers;

/// <summary>What the order of lists learnt between trainings.</summary>
/// <param name="Requests">The requests it knows.</param>
/// <param name="Skipped">Events left out.</param>
/// <param name="Newest">The newest request.</param>
/// <param name="Weights">The weight of each feature.</param>
internal sealed record LayerAnswer(
    [property: Description("The requests learnt from that still count.")] int Requests,
    [property: Description("Events left out since the start, because more came than are learnt from or they came late.")] long Skipped,
    [property: Description("The moment of the newest of the requests.")] DateTimeOffset? Newest,
    [property: Description("What each feature adds, beside the trained score's weight of 1.")] IReadOnlyDictionary<string, double> Weights)
{
    /// <summary>The figures as JSON tells them.</summary>
    public static LayerAnswer? Of(LayerFigures? figures) => figures is null ? null
        : new LayerAnswer(figures.Requests, figures.Skipped, figures.Newest, new Dictionary<string, double>(figures.Weights, StringComparer.Ordinal));
}
