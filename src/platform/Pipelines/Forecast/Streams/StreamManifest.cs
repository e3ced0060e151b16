using System.Text.Json;
using Kirana.Data.Series;

namespace Kirana.Pipelines.Forecast.Streams;

/// <summary>How far a run is, beside its parts.</summary>
/// <param name="Work">A hash of the input and the options: a run of another one does not go on here.</param>
/// <param name="Parts">How many parts there are.</param>
/// <param name="Rows">The file's lines; <see langword="null"/> until all lie in their parts.</param>
/// <param name="Spelling">The step of the times' spelling.</param>
internal sealed record StreamManifest(string Work, int Parts, long? Rows, Step Spelling)
{
    private const string Name = "manifest.json";

    /// <summary>Reads the manifest of a folder; <see langword="null"/> if there is none that can be read.</summary>
    public static StreamManifest? Load(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), StreamJson.Default.StreamManifest) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Puts the manifest in the place of an older one, at once.</summary>
    public void Save(string folder)
    {
        var partial = Path.Combine(folder, Name + ".partial");
        using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(this, StreamJson.Default.StreamManifest));
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, Path.Combine(folder, Name), overwrite: true);
    }
}
