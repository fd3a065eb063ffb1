# F1.5.2 Training
# Draws F1.5-training-2.svg from F1.5-training-2.tsv: gnuplot F1.5-training-2.gp
reset
if (!exists("output")) output = 'F1.5-training-2.svg'
data = 'F1.5-training-2.tsv'
set encoding utf8
set terminal svg size 960,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_5_training_2'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01458, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set object rectangle from screen 0.14083, screen 0.01637 to screen 0.17417, screen 0.03274 front fc rgb '#c8D55E00' fs solid noborder
set arrow from screen 0.14083, screen 0.02456 to screen 0.17417, screen 0.02456 nohead front lw 2 lc rgb '#D55E00' dt (9,3)
set label '' at screen 0.15750, screen 0.02456 point pt 9 ps 0.6 lc rgb '#D55E00' front
set label 'rl_hard_30' at screen 0.18250, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.28867, screen 0.01637 to screen 0.32200, screen 0.03274 front fc rgb '#c8CC79A7' fs solid noborder
set arrow from screen 0.28867, screen 0.02456 to screen 0.32200, screen 0.02456 nohead front lw 2 lc rgb '#CC79A7' dt (9,3)
set label '' at screen 0.30533, screen 0.02456 point pt 13 ps 0.6 lc rgb '#CC79A7' front
set label 'clean_rl_id' at screen 0.33033, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.43650, screen 0.01637 to screen 0.46983, screen 0.03274 front fc rgb '#c8E69F00' fs solid noborder
set arrow from screen 0.43650, screen 0.02456 to screen 0.46983, screen 0.02456 nohead front lw 2 lc rgb '#E69F00' dt (9,3)
set label '' at screen 0.45317, screen 0.02456 point pt 6 ps 0.6 lc rgb '#E69F00' front
set label 'clean_rl_edge' at screen 0.47817, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.58433, screen 0.01637 to screen 0.61767, screen 0.03274 front fc rgb '#c8882255' fs solid noborder
set arrow from screen 0.58433, screen 0.02456 to screen 0.61767, screen 0.02456 nohead front lw 2 lc rgb '#882255' dt (9,3)
set label '' at screen 0.60100, screen 0.02456 point pt 8 ps 0.6 lc rgb '#882255' front
set label 'thin_rl_edge' at screen 0.62600, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set object rectangle from screen 0.73217, screen 0.01637 to screen 0.76550, screen 0.03274 front fc rgb '#c8999933' fs solid noborder
set arrow from screen 0.73217, screen 0.02456 to screen 0.76550, screen 0.02456 nohead front lw 2 lc rgb '#999933' dt (9,3)
set label '' at screen 0.74883, screen 0.02456 point pt 7 ps 0.6 lc rgb '#999933' front
set label 'thin_rl_hard' at screen 0.77383, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.06913; set rmargin at screen 0.48333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:87.075]
unset logscale y; set yrange [-0.12515554292243466:0.3109448084760833]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('−0.1' -0.1, '0' 0.0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.30000000000000004) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.06913, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27623, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01875, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::23 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::24::51 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::52::74 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::75::101 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::102::127 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::0::23 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::24::51 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::52::74 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::75::101 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::102::127 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::0::23 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::24::51 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::52::74 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::75::101 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::102::127 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: loose accuracy (share)
set lmargin at screen 0.56200; set rmargin at screen 0.98333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
unset logscale x; set xrange [0.0:87.075]
unset logscale y; set yrange [0.0:0.3344449368163796]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.30000000000000004) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'loose accuracy (share)' at screen 0.56200, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.77267, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'loose accuracy (share)' at screen 0.51875, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::128::151 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::152::179 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::180::202 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::203::229 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::230::255 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::128::151 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::152::179 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::180::202 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::203::229 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::230::255 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::128::151 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::152::179 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::180::202 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::203::229 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::230::255 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: entropy (nats a token)
set lmargin at screen 0.06200; set rmargin at screen 0.48333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:87.075]
unset logscale y; set yrange [0.03543361311529838:0.6356868718506717]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('0.1' 0.1, '0.2' 0.2, '0.3' 0.30000000000000004, '0.4' 0.4, '0.5' 0.5, '0.6' 0.6000000000000001) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.06200, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.27267, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.01875, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::256::279 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::280::307 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::308::330 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::331::357 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::358::383 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::256::279 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::280::307 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::308::330 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::331::357 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::358::383 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::256::279 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::280::307 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::308::330 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::331::357 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::358::383 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: length (tokens)
set lmargin at screen 0.55800; set rmargin at screen 0.98333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
unset logscale x; set xrange [0.0:87.075]
unset logscale y; set yrange [7.670746440306747:62.09750545083215]
set xtics norotate offset 0,0.35 ('0' -0.0, '20' 20.0, '40' 40.0, '60' 60.0, '80' 80.0) font ',12' tc rgb '#333333'
set ytics ('10' 10.0, '20' 20.0, '30' 30.0, '40' 40.0, '50' 50.0, '60' 60.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.55800, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.77067, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.51875, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::384::407 using 4:6:7 with filledcurves fs solid lc rgb '#d0D55E00' notitle, \
     data skip 1 every ::408::435 using 4:6:7 with filledcurves fs solid lc rgb '#d0CC79A7' notitle, \
     data skip 1 every ::436::458 using 4:6:7 with filledcurves fs solid lc rgb '#d0E69F00' notitle, \
     data skip 1 every ::459::485 using 4:6:7 with filledcurves fs solid lc rgb '#d0882255' notitle, \
     data skip 1 every ::486::511 using 4:6:7 with filledcurves fs solid lc rgb '#d0999933' notitle, \
     data skip 1 every ::384::407 using 4:5 with linespoints pt 9 ps 0.6 pi 3 lw 2 lc rgb '#D55E00' dt (9,3) notitle, \
     data skip 1 every ::408::435 using 4:5 with linespoints pt 13 ps 0.6 pi 4 lw 2 lc rgb '#CC79A7' dt (9,3) notitle, \
     data skip 1 every ::436::458 using 4:5 with linespoints pt 6 ps 0.6 pi 3 lw 2 lc rgb '#E69F00' dt (9,3) notitle, \
     data skip 1 every ::459::485 using 4:5 with linespoints pt 8 ps 0.6 pi 4 lw 2 lc rgb '#882255' dt (9,3) notitle, \
     data skip 1 every ::486::511 using 4:5 with linespoints pt 7 ps 0.6 pi 4 lw 2 lc rgb '#999933' dt (9,3) notitle, \
     data skip 1 every ::384::407 using 4:5:(sprintf('rl_hard_30: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::408::435 using 4:5:(sprintf('clean_rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::436::458 using 4:5:(sprintf('clean_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::459::485 using 4:5:(sprintf('thin_rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::486::511 using 4:5:(sprintf('thin_rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
