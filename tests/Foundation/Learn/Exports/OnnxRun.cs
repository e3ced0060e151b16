using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Kirana.Tests.Foundation.Learn.Exports;

/// <summary>An exported model as ONNX Runtime runs it.</summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
    private readonly InferenceSession _session;

    public OnnxRun(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        _session = new InferenceSession(stream.ToArray(), _options);
    }

    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    public IEnumerable<string> Outputs => _session.OutputMetadata.Keys;

    /// <summary>A floating-point output for some rows.</summary>
    public float[] Floats(string output, float[] rows, int features) => Run<float>(output, rows, features);

    public T[] Run<T>(string output, float[] rows, int features)
    {
        var input = new DenseTensor<float>(rows, [rows.Length / features, features]);
        using var results = _session.Run([NamedOnnxValue.CreateFromTensor("features", input)], [output]);
        return [.. results[0].AsEnumerable<T>()];
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
