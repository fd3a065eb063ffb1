# F3.3 Training
# Draws F3.3-training.svg from F3.3-training.tsv: gnuplot F3.3-training.gp
reset
if (!exists("output")) output = 'F3.3-training.svg'
data = 'F3.3-training.tsv'
set encoding utf8
set terminal svg size 1200,754 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F3_3_training'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01167, screen 0.97082 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.26073, screen 0.04377 to screen 0.28740, screen 0.05968 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.26073, screen 0.05172 to screen 0.28740, screen 0.05172 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.27407, screen 0.05172 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'm_terse_true' at screen 0.29407, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.42580, screen 0.04377 to screen 0.45247, screen 0.05968 front fc rgb '#c8009E73' fs solid noborder
set arrow from screen 0.42580, screen 0.05172 to screen 0.45247, screen 0.05172 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.43913, screen 0.05172 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'm_terse_random' at screen 0.45913, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.59087, screen 0.04377 to screen 0.61753, screen 0.05968 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.59087, screen 0.05172 to screen 0.61753, screen 0.05172 nohead front lw 2 lc rgb '#CC79A7'
set label '' at screen 0.60420, screen 0.05172 point pt 11 ps 0.6 lc rgb '#CC79A7' front
set label 'm_terse_random_noclip' at screen 0.62420, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.26073, screen 0.01592 to screen 0.28740, screen 0.03183 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.26073, screen 0.02387 to screen 0.28740, screen 0.02387 nohead front lw 2 lc rgb '#E69F00'
set label '' at screen 0.27407, screen 0.02387 point pt 13 ps 0.6 lc rgb '#E69F00' front
set label 'm_trace_true' at screen 0.29407, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.42580, screen 0.01592 to screen 0.45247, screen 0.03183 front fc rgb '#c856B4E9' fs solid noborder
set arrow from screen 0.42580, screen 0.02387 to screen 0.45247, screen 0.02387 nohead front lw 2 lc rgb '#56B4E9'
set label '' at screen 0.43913, screen 0.02387 point pt 6 ps 0.6 lc rgb '#56B4E9' front
set label 'm_trace_random' at screen 0.45913, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.59087, screen 0.01592 to screen 0.61753, screen 0.03183 front fc rgb '#c8882255' fs solid noborder
set arrow from screen 0.59087, screen 0.02387 to screen 0.61753, screen 0.02387 nohead front lw 2 lc rgb '#882255'
set label '' at screen 0.60420, screen 0.02387 point pt 4 ps 0.6 lc rgb '#882255' front
set label 'm_trace_random_noclip' at screen 0.62420, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.91114; set bmargin at screen 0.57692
unset logscale x; set xrange [0.0:155.25]
unset logscale y; set yrange [0.16932487358002604:1.1184425318552627]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.04960, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18480, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01500, screen 0.74403 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::29 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::30::59 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::60::89 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::90::119 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::120::149 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::150::179 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::0::29 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::30::59 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::60::89 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::90::119 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::120::149 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::150::179 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::0::29 using 4:5:(sprintf('m_terse_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::30::59 using 4:5:(sprintf('m_terse_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::60::89 using 4:5:(sprintf('m_terse_random_noclip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::90::119 using 4:5:(sprintf('m_trace_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::120::149 using 4:5:(sprintf('m_trace_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::150::179 using 4:5:(sprintf('m_trace_random_noclip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.38293; set rmargin at screen 0.65333
set tmargin at screen 0.91114; set bmargin at screen 0.57692
unset logscale x; set xrange [0.0:155.25]
unset logscale y; set yrange [0.08757711706580704:1.0434487087111521]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.38293, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51813, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.34833, screen 0.74403 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::180::209 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::210::239 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::240::269 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::270::299 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::300::329 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::330::359 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::180::209 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::210::239 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::240::269 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::270::299 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::300::329 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::330::359 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::180::209 using 4:5:(sprintf('m_terse_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::210::239 using 4:5:(sprintf('m_terse_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::240::269 using 4:5:(sprintf('m_terse_random_noclip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::270::299 using 4:5:(sprintf('m_trace_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::300::329 using 4:5:(sprintf('m_trace_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::330::359 using 4:5:(sprintf('m_trace_random_noclip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: strict accuracy (share)
set lmargin at screen 0.71627; set rmargin at screen 0.98667
set tmargin at screen 0.91114; set bmargin at screen 0.57692
unset logscale x; set xrange [0.0:155.25]
unset logscale y; set yrange [0.03512682661884071:1.045946341589579]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'strict accuracy (share)' at screen 0.71627, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.85147, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
set label 'strict accuracy (share)' at screen 0.68167, screen 0.74403 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::360::389 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::390::419 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::420::449 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::450::479 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::480::509 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::510::539 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::360::389 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::390::419 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::420::449 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::450::479 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::480::509 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::510::539 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::360::389 using 4:5:(sprintf('m_terse_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::390::419 using 4:5:(sprintf('m_terse_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::420::449 using 4:5:(sprintf('m_terse_random_noclip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::450::479 using 4:5:(sprintf('m_trace_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::480::509 using 4:5:(sprintf('m_trace_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::510::539 using 4:5:(sprintf('m_trace_random_noclip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: entropy (nats a token)
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.47347; set bmargin at screen 0.13926
unset logscale x; set xrange [0.0:155.25]
unset logscale y; set yrange [-0.01934979677215453:0.3069984299300254]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.30000000000000004) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.04960, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18480, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01500, screen 0.30637 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::540::569 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::570::599 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::600::629 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::630::659 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::660::689 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::690::719 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::540::569 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::570::599 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::600::629 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::630::659 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::660::689 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::690::719 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::540::569 using 4:5:(sprintf('m_terse_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::570::599 using 4:5:(sprintf('m_terse_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::600::629 using 4:5:(sprintf('m_terse_random_noclip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::630::659 using 4:5:(sprintf('m_trace_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::660::689 using 4:5:(sprintf('m_trace_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::690::719 using 4:5:(sprintf('m_trace_random_noclip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: length (tokens)
set lmargin at screen 0.37973; set rmargin at screen 0.65333
set tmargin at screen 0.47347; set bmargin at screen 0.13926
unset logscale x; set xrange [0.0:155.25]
unset logscale y; set yrange [10.649129969172758:27.202827581871315]
set xtics norotate offset 0,0.35 ('0' -0.0, '50' 50.0, '100' 100.0, '150' 150.0) font ',12' tc rgb '#333333'
set ytics ('15' 15.0, '20' 20.0, '25' 25.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.37973, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51653, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.34833, screen 0.30637 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::720::749 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::750::779 using 4:6:7 with filledcurves fs solid lc rgb '#d0009E73' notitle, \
     data skip 1 every ::780::809 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::810::839 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::840::869 using 4:6:7 with filledcurves fs solid lc rgb '#d056B4E9' notitle, \
     data skip 1 every ::870::899 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::720::749 using 4:5 with linespoints pt 5 ps 0.6 pi 4 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::750::779 using 4:5 with linespoints pt 9 ps 0.6 pi 4 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::780::809 using 4:5 with linespoints pt 11 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::810::839 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#E69F00' notitle, \
     data skip 1 every ::840::869 using 4:5 with linespoints pt 6 ps 0.6 pi 4 lw 2 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::870::899 using 4:5 with linespoints pt 4 ps 0.6 pi 4 lw 2 lc rgb '#882255' notitle, \
     data skip 1 every ::720::749 using 4:5:(sprintf('m_terse_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::750::779 using 4:5:(sprintf('m_terse_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::780::809 using 4:5:(sprintf('m_terse_random_noclip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::810::839 using 4:5:(sprintf('m_trace_true: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::840::869 using 4:5:(sprintf('m_trace_random: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::870::899 using 4:5:(sprintf('m_trace_random_noclip: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
