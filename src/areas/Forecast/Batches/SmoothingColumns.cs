using Kirana.Data.ModelFiles;
using Kirana.Forecast.Models;
using Kirana.Forecast.Smoothing;

namespace Kirana.Forecast.Batches;

/// <summary>What models of exponential smoothing keep beside, as columns of a model file.</summary>
internal static class SmoothingColumns
{
    private const byte None = byte.MaxValue;
    private static readonly string[] Forms = [.. SmoothingForm.All.Select(form => form.ToString())];

    /// <summary>Writes the columns; rows of other models hold zeros.</summary>
    public static void Save(ModelWriter writer, SmoothingState?[] states)
    {
        writer.AddStrings("forms", Forms);
        writer.Add("form", Array.ConvertAll(states, state => state is null ? None : (byte)Array.IndexOf(Forms, state.Form.ToString())));
        writer.Add("beta", Array.ConvertAll(states, state => state?.Beta ?? 0));
        writer.Add("gamma", Array.ConvertAll(states, state => state?.Gamma ?? 0));
        writer.Add("phi", Array.ConvertAll(states, state => state?.Phi ?? 0));
        writer.Add("sigma", Array.ConvertAll(states, state => state?.Sigma ?? 0));
    }

    /// <summary>Reads the columns.</summary>
    /// <exception cref="Data.DataException"><c>bad-model</c>: a number is out of its range.</exception>
    public static SmoothingState?[] Load(ModelReader reader, int count)
    {
        var forms = reader.Strings("forms");
        var form = reader.Bytes("form", count);
        var (beta, gamma) = (reader.Doubles("beta", count), reader.Doubles("gamma", count));
        var (phi, sigma) = (reader.Doubles("phi", count), reader.Doubles("sigma", count));
        var states = new SmoothingState?[count];
        for (var i = 0; i < count; i++)
        {
            if (form[i] == None)
                continue;
            if (form[i] >= forms.Length || !SmoothingForm.TryParse(forms[form[i]], out var known))
                throw reader.Invalid("form", "a known form", $"{form[i]} at series {i}");
            if (!(beta[i] is >= 0 and <= 1) || !(gamma[i] is >= 0 and <= 1) || !(phi[i] is > 0 and <= 1) || !(sigma[i] >= 0 && double.IsFinite(sigma[i])))
                throw reader.Invalid("beta", "weights between 0 and 1, and a finite sigma", $"others at series {i}");
            states[i] = new SmoothingState(known, beta[i], gamma[i], phi[i], sigma[i]);
        }

        return states;
    }
}
