using System.Text;
using System.Text.Json;
using Kirana.Bench.Load.Scenarios;

namespace Kirana.Bench.Load.Reports;

/// <summary>Results as one JSON object: scenario → figure → value, unit, target and whether it is met.</summary>
internal static class LoadJson
{
    /// <summary>Writes results.</summary>
    /// <param name="results">The results.</param>
    /// <param name="settings">What was asked for.</param>
    public static string Of(IReadOnlyList<ScenarioResult> results, LoadSettings settings)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("processors", Environment.ProcessorCount);
            json.WriteNumber("rate", settings.Rate);
            json.WriteNumber("seed", settings.Seed);
            json.WriteStartObject("scenarios");
            foreach (var result in results)
            {
                json.WriteStartObject(result.Name);
                foreach (var figure in result.Figures)
                    Write(json, figure);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Measured figure)
    {
        json.WriteStartObject(figure.Name);
        if (double.IsFinite(figure.Value))
            json.WriteNumber("value", figure.Value);
        else
            json.WriteNull("value");
        json.WriteString("unit", figure.Unit);
        if (figure.AtMost is { } most)
            json.WriteNumber("at_most", most);
        if (figure.AtLeast is { } least)
            json.WriteNumber("at_least", least);
        if (figure.Met is { } met)
            json.WriteBoolean("met", met);
        json.WriteEndObject();
    }
}
