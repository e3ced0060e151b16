using System.Text;
using System.Text.Json;

namespace Kirana.Recommend.Options;

/// <summary>A learner's options as the JSON object that model files and the registry keep.</summary>
internal static class LearnerOptions
{
    /// <summary>Writes one object. Members keep the order of the calls, so equal options are equal text.</summary>
    /// <param name="members">Writes the members.</param>
    public static string Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
